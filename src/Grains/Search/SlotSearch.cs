using System.Collections.Immutable;

namespace Scheduling.Grains.Search;

/// <summary>From blocks to what is free in them.</summary>
internal static class SlotSearch
{
    /// <summary>By family name, given name and id; no clinician without a slot.</summary>
    public static ImmutableArray<ClinicianSlots> Find(
        IEnumerable<SearchedBlock> blocks, FindSlots query, ImmutableArray<TimeRange> busy, DateTimeOffset now) =>
    [
        .. blocks.Where(block => block.IsFor(query.Audience))
            .OrderBy(block => block.Definition.Time.Start)
            .Select(block => (block.Clinician, Runs: Free(block, query, busy, now)))
            .Where(block => !block.Runs.IsEmpty)
            .GroupBy(block => block.Clinician.Key.Id)
            .Select(blocks => Of(blocks.First().Clinician, [.. blocks.SelectMany(block => block.Runs)]))
            .OrderBy(clinician => clinician.Name.Family, StringComparer.OrdinalIgnoreCase)
            .ThenBy(clinician => clinician.Name.Given, StringComparer.OrdinalIgnoreCase)
            .ThenBy(clinician => clinician.PersonId),
    ];

    /// <summary>The first free slot; nothing where there is none.</summary>
    public static DateTimeOffset? First(
        IEnumerable<SearchedBlock> blocks,
        FindSlots query,
        SlotClinicians of,
        ImmutableArray<TimeRange> busy,
        DateTimeOffset now)
    {
        DateTimeOffset? first = null;
        var candidates = blocks.Where(block =>
            block.IsFor(query.Audience) && of.Include(block.Clinician.Key.Id, block.Clinician.Number));
        foreach (var block in candidates.OrderBy(block => block.Definition.Time.Start))
        {
            if (block.Definition.Time.Start >= first)
            {
                break;
            }

            if (Free(block, query, busy, now) is [var run, ..])
            {
                first = first is { } earlier && earlier <= run.First ? first : run.First;
            }
        }

        return first;
    }

    private static ImmutableArray<SlotRun> Free(
        SearchedBlock block, FindSlots query, ImmutableArray<TimeRange> busy, DateTimeOffset now) =>
        block.Without(busy).FreeSlots(query.Length, query.Starts, now);

    private static ClinicianSlots Of(Person clinician, ImmutableArray<SlotRun> runs) =>
        new(clinician.Key.Id, clinician.Number, clinician.Name, runs);
}
