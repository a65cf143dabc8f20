using System.Collections.Immutable;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Search;

/// <summary>
/// A block as searches see it: when it is taken is worked out once for all of them, and so is what is free for those who
/// ask for the same as the one before. Used by one grain, so never by two threads at once.
/// </summary>
internal sealed class SearchedBlock(BlockDefinition definition, Person clinician, Occupancy taken, BlockStamp stamp)
{
    private (TimeSpan Length, long First, long End, ImmutableArray<SlotRun> Runs) found;

    public BlockDefinition Definition => definition;

    public Person Clinician => clinician;

    public BlockStamp Stamp => stamp;

    public static SearchedBlock Of(OpenBlock block) =>
        new(block.Definition, block.Clinician, Occupancy.Of(block.Taken), block.Stamp);

    /// <summary>Whether it is offered to them at all.</summary>
    public bool IsFor(SlotAudience audience) => audience switch
    {
        SlotAudience.Patients => definition is { AllowSelf: true, Locked: false, Private: false },
        SlotAudience.Staff => definition is { AllowProvider: true, Locked: false },
        SlotAudience.StaffOfAllBlocks => definition.AllowProvider,
    };

    /// <summary>As it is for a patient who has something at these times.</summary>
    public SearchedBlock Without(ImmutableArray<TimeRange> busy)
    {
        var less = busy.Where(definition.Time.Overlaps)
            .Aggregate(taken, (occupancy, time) => occupancy.Change(time, definition.Capacity));
        return ReferenceEquals(less, taken) ? this : new SearchedBlock(definition, clinician, less, stamp);
    }

    /// <summary>Its free slots, in their order.</summary>
    /// <param name="length">A slot starts at the block's start and every so much later, and ends in the block.</param>
    /// <param name="starts">When slots start.</param>
    /// <param name="now">They start after it.</param>
    public ImmutableArray<SlotRun> FreeSlots(TimeSpan length, TimeRange starts, DateTimeOffset now)
    {
        var grid = new SlotGrid(definition.Time, length);
        var first = Math.Max(grid.IndexFrom(starts.Start), grid.IndexFrom(now.AddTicks(1)));
        var end = grid.IndexUntil(starts.End);
        if (found.Runs.IsDefault || found.Length != length || found.First != first || found.End != end)
        {
            found = (length, first, end, [.. Runs(grid, first, end)]);
        }

        return found.Runs;
    }

    private IEnumerable<SlotRun> Runs(SlotGrid grid, long from, long end)
    {
        var (first, index) = (from, from);
        while (index < end)
        {
            if (taken.LastFullEnd(grid.Slot(index), definition.Capacity) is not { } free)
            {
                index++;
                continue;
            }

            if (index > first)
            {
                yield return new SlotRun(definition.Key.Id, grid.Start(first), (int)(index - first));
            }

            // Leaps over what is full instead of trying each.
            first = index = grid.IndexFrom(free);
        }

        if (end > first)
        {
            yield return new SlotRun(definition.Key.Id, grid.Start(first), (int)(end - first));
        }
    }
}

/// <summary>The possible slots of a block, numbered from 0.</summary>
internal readonly record struct SlotGrid(TimeRange Block, TimeSpan Length)
{
    public DateTimeOffset Start(long index) => Block.Start.AddTicks(index * Length.Ticks);

    public TimeRange Slot(long index) => new(Start(index), Start(index + 1));

    /// <summary>The first slot that starts at or after an instant.</summary>
    public long IndexFrom(DateTimeOffset instant) =>
        instant <= Block.Start ? 0 : ((instant - Block.Start).Ticks + Length.Ticks - 1) / Length.Ticks;

    /// <summary>Behind the last slot that starts before an instant and ends in the block.</summary>
    public long IndexUntil(DateTimeOffset instant) => Math.Min(IndexFrom(instant), Block.Length.Ticks / Length.Ticks);
}
