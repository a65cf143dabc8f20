using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads a block: its definition, its version, its live appointments, its holds.</summary>
internal sealed class BlockLoads(SqliteSession session)
{
    private readonly HoldLoads holds = new(session);
    private readonly SqliteStatement definition = session.Prepare(DefinitionSql);
    private readonly SqliteStatement version = session.Prepare(VersionSql);
    private readonly SqliteStatement live = session.Prepare(LiveSql);

    private const string DefinitionSql = $"""
        select {BlockRows.Columns}
        from availability_block
        where hospital_id = ?1 and id = ?2
        """;

    private const string VersionSql = """
        select version
        from block_calendar
        where hospital_id = ?1 and id = ?2
        """;

    private const string LiveSql = """
        select id, starts_at, ends_at
        from appointment
        where hospital_id = ?1 and block_id = ?2 and status in (1, 2)
        order by starts_at, ends_at, id
        """;

    /// <param name="block">The block.</param>
    /// <param name="now">Holds that have expired by this instant are left out.</param>
    public BlockSnapshot? Load(Key block, DateTimeOffset now) =>
        LoadDefinition(block) is { } definition && LoadVersion(block) is { } version
            ? new BlockSnapshot(definition, version, LoadLive(block)) { Holds = holds.InBlock(block, now) }
            : null;

    public BlockDefinition? LoadDefinition(Key block) => definition.Bind(block).Single(BlockRows.Read);

    public long? LoadVersion(Key block) => version.Bind(block).SingleNumber();

    public ImmutableArray<LiveAppointment> LoadLive(Key block) => live.Bind(block).All(ReadLive);

    /// <summary>From an id, a start and an end.</summary>
    public static LiveAppointment ReadLive(SqliteStatement row) => new(row.Id(0), row.Range(1));
}
