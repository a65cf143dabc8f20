using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Reads pages of blocks. The total is counted from an index alone, in the same statement.</summary>
internal static class BlockLists
{
    private const string OfEverybody = "hospital_id = $1 and starts_at >= $2 and starts_at < $3 and not is_deleted";

    // The index is by ends: no block is longer than the 25 hours of a long day.
    private const string OfSome = $"""
        {OfEverybody} and clinician_id = any ($6) and ends_at > $2 and ends_at < $3 + interval '26 hours'
        """;

    private static readonly string OfEverybodySql = Sql(OfEverybody);
    private static readonly string OfSomeSql = Sql(OfSome);

    public static Task<BlockPage> Read(NpgsqlDataSource source, int hospitalId, ListBlocks query) =>
        source.Read(new PostgresCall<BlockPage>(
            query.Clinicians is null ? OfEverybodySql : OfSomeSql,
            parameters => Bind(parameters, hospitalId, query),
            ReadPage));

    private static string Sql(string condition) => $"""
        select counted.total, block.*
        from (
            select count(*) as total
            from availability_block
            where {condition}
        ) as counted
        left join lateral (
            select {BlockRows.Columns}
            from availability_block
            where {condition}
            order by starts_at, id
            offset $4
            limit $5
        ) as block on true
        order by block.starts_at, block.id
        """;

    private static void Bind(NpgsqlParameterCollection parameters, int hospitalId, ListBlocks query)
    {
        parameters
            .Bind(NpgsqlDbType.Integer, hospitalId)
            .Bind(NpgsqlDbType.TimestampTz, query.Starts.Start)
            .Bind(NpgsqlDbType.TimestampTz, query.Starts.End)
            .Bind(NpgsqlDbType.Bigint, (long)query.Skip)
            .Bind(NpgsqlDbType.Bigint, (long)query.Take);
        if (query.Clinicians is { } clinicians)
        {
            parameters.Bind(NpgsqlDbType.Array | NpgsqlDbType.Uuid, clinicians.ToArray());
        }
    }

    private static async Task<BlockPage> ReadPage(NpgsqlDataReader reader)
    {
        var blocks = ImmutableArray.CreateBuilder<BlockDefinition>();
        var total = 0L;
        while (await reader.ReadAsync())
        {
            total = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
            {
                blocks.Add(BlockRows.Read(reader, 1));
            }
        }

        return new BlockPage(blocks.DrainToImmutable(), total);
    }
}
