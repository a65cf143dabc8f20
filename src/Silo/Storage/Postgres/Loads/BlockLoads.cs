using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads blocks. A lateral subquery per key fixes the way to each row, however large a table is.</summary>
internal static class BlockLoads
{
    private const string SnapshotSql = $"""
        select
            wanted.ordinal, calendar.version, live.ids, live.starts, live.ends, block.*, held.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select version
            from block_calendar
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as calendar
        cross join lateral (
            select {BlockRows.Columns}
            from availability_block
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as block
        cross join lateral (
            select array_agg(id) as ids, array_agg(starts_at) as starts, array_agg(ends_at) as ends
            from (
                select id, starts_at, ends_at
                from appointment
                where hospital_id = wanted.hospital_id and block_id = wanted.id and status in (1, 2)
                order by starts_at, ends_at, id
            ) as in_order
        ) as live
        cross join lateral (
            select {HoldLoads.Arrays}
            from (
                select *
                from hold
                where hospital_id = wanted.hospital_id and block_id = wanted.id and expires_at > $3
                order by expires_at
            ) as in_order
        ) as held
        """;

    private const string VersionSql = """
        select wanted.ordinal, calendar.version
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select version
            from block_calendar
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as calendar
        """;

    public static readonly Load<Key, long?> Version = new(
        VersionSql,
        (parameters, keys) => parameters.BindKeys(keys, key => key),
        (row, _) => row.GetInt64(1));

    /// <param name="now">Read when blocks are: holds that have expired by then are left out.</param>
    public static Load<Key, BlockSnapshot> Snapshot(Func<DateTimeOffset> now) => new(
        SnapshotSql,
        (parameters, keys) => parameters
            .BindKeys(keys, key => key)
            .Bind(NpgsqlDbType.TimestampTz, now()),
        (row, _) => Read(row));

    private static BlockSnapshot Read(NpgsqlDataReader row)
    {
        var definition = BlockRows.Read(row, 5);
        return new BlockSnapshot(definition, row.GetInt64(1), row.Live(2))
        {
            Holds = HoldLoads.ReadAll(row, 5 + BlockRows.ColumnCount, definition.Key),
        };
    }
}
