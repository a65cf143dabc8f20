using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads holds.</summary>
internal static class HoldLoads
{
    /// <summary>In the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        "hospital_id, id, block_id, patient_id, clinician_id, starts_at, ends_at, expires_at, created_by, created_at";

    /// <summary>
    /// Arrays of one length, in the order in which <see cref="ReadAll"/> takes them; nulls where there is none.
    /// </summary>
    public const string Arrays = """
        array_agg(id) as ids, array_agg(patient_id) as patients, array_agg(clinician_id) as clinicians,
            array_agg(starts_at) as starts, array_agg(ends_at) as ends, array_agg(expires_at) as expiries,
            array_agg(created_by) as creators, array_agg(created_at) as creations
        """;

    private const string PlacedSql = """
        select wanted.ordinal, placed.times
        from unnest($1, $2, $3, $4) with ordinality as wanted (hospital_id, patient_id, block_id, after, ordinal)
        cross join lateral (
            select array_agg(placed_at order by placed_at) as times
            from hold_placed
            where hospital_id = wanted.hospital_id and patient_id = wanted.patient_id
                and block_id = wanted.block_id and placed_at > wanted.after
        ) as placed
        """;

    public static readonly Load<(Key Patient, Guid Block, DateTimeOffset After), ImmutableArray<DateTimeOffset>>
        Placed = new(
        PlacedSql,
        (parameters, keys) => parameters
            .BindKeys(keys, key => key.Patient)
            .BindAll(NpgsqlDbType.Uuid, keys, key => key.Block)
            .BindAll(NpgsqlDbType.TimestampTz, keys, key => key.After),
        (row, _) => row.IsDBNull(1) ? [] : [.. row.GetFieldValue<DateTimeOffset[]>(1)]);

    /// <param name="row">Where the columns stand.</param>
    /// <param name="first">The position of the first of them.</param>
    public static Hold? Read(NpgsqlDataReader row, int first) => row.IsDBNull(first) ? null : new Hold
    {
        Key = new Key(row.GetInt32(first), row.GetGuid(first + 1)),
        BlockId = row.GetGuid(first + 2),
        PatientId = row.GetGuid(first + 3),
        ClinicianId = row.GetGuid(first + 4),
        Time = new TimeRange(row.Time(first + 5), row.Time(first + 6)),
        ExpiresAt = row.Time(first + 7),
        CreatedBy = row.GetGuid(first + 8),
        CreatedAt = row.Time(first + 9),
    };

    /// <param name="row">Where the arrays stand.</param>
    /// <param name="first">The position of the first of them.</param>
    /// <param name="block">The block of all of them.</param>
    public static ImmutableArray<Hold> ReadAll(NpgsqlDataReader row, int first, Key block)
    {
        if (row.IsDBNull(first))
        {
            return [];
        }

        var ids = row.GetFieldValue<Guid[]>(first);
        var (patients, clinicians) = (row.GetFieldValue<Guid[]>(first + 1), row.GetFieldValue<Guid[]>(first + 2));
        var (starts, ends) = (Times(row, first + 3), Times(row, first + 4));
        var (expiries, creations) = (Times(row, first + 5), Times(row, first + 7));
        var creators = row.GetFieldValue<Guid[]>(first + 6);
        return
        [
            .. ids.Select((id, index) => new Hold
            {
                Key = block with { Id = id },
                BlockId = block.Id,
                PatientId = patients[index],
                ClinicianId = clinicians[index],
                Time = new TimeRange(starts[index], ends[index]),
                ExpiresAt = expiries[index],
                CreatedBy = creators[index],
                CreatedAt = creations[index],
            }),
        ];
    }

    private static DateTimeOffset[] Times(NpgsqlDataReader row, int column) =>
        row.GetFieldValue<DateTimeOffset[]>(column);
}
