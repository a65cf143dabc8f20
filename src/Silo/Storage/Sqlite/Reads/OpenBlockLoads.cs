using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite.Reads;

/// <summary>Reads the blocks of a range that can be booked in, with all that takes their time.</summary>
internal sealed class OpenBlockLoads(
    SqliteSession session, BlockLoads blocks, HoldLoads holds, PersonLoads people)
{
    private readonly SqliteStatement open = session.Prepare(OpenSql);

    private const string OpenSql = $"""
        select {BlockRows.Columns}
        from availability_block
        where hospital_id = ?1 and starts_at >= ?2 and starts_at < ?3 and ends_at > ?4
            and is_deleted = 0 and is_available = 1
        """;

    public ImmutableArray<OpenBlock> Load(int hospitalId, TimeRange starts, DateTimeOffset now)
    {
        var found = open.Bind(hospitalId).Bind(starts.Start).Bind(starts.End).Bind(now).All(BlockRows.Read);
        var clinicians = found.Select(block => block.ClinicianId).Distinct()
            .Select(id => people.Load(new Key(hospitalId, id)))
            .Where(person => person is { IsActive: true, ContactType: ContactType.Clinician })
            .ToDictionary(person => person!.Key.Id, person => person!);
        return
        [
            .. found.Where(block => clinicians.ContainsKey(block.ClinicianId))
                .Select(block => new OpenBlock(block, clinicians[block.ClinicianId], Taken(block.Key, now), default)),
        ];
    }

    private ImmutableArray<TimeRange> Taken(Key block, DateTimeOffset now) =>
    [
        .. blocks.LoadLive(block).Select(live => live.Time),
        .. holds.InBlock(block, now).Select(hold => hold.Time),
    ];
}
