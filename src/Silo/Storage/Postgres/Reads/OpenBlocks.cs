using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Reads;

/// <summary>
/// Reads the blocks of a range that can be booked in, with all that takes their time: one statement, one snapshot. The
/// times of appointments come from the index of a block's live ones alone: asked for in its order, because a server that
/// has not counted the table yet takes every index of it for as good, and a patient's would be read from end to end.
/// </summary>
internal static class OpenBlocks
{
    public const string Sql = $"""
        select block.*, taken.starts, taken.ends, clinician.number, clinician.document
        from (
            select {BlockRows.Columns}
            from availability_block
            where hospital_id = $1 and starts_at >= $2 and starts_at < $3 and ends_at > $4
                and not is_deleted and is_available
            order by starts_at, id
        ) as block
        cross join lateral (
            select number, document
            from person
            where hospital_id = block.hospital_id and id = block.clinician_id
                and status_code = 1 and contact_type = 2
            limit 1
        ) as clinician
        cross join lateral (
            select array_agg(starts_at) as starts, array_agg(ends_at) as ends
            from (
                (
                    select starts_at, ends_at
                    from appointment
                    where hospital_id = block.hospital_id and block_id = block.id and status in (1, 2)
                    order by starts_at, ends_at, id
                )
                union all
                (
                    select starts_at, ends_at
                    from hold
                    where hospital_id = block.hospital_id and block_id = block.id and expires_at > $4
                    order by expires_at
                )
            ) as live
        ) as taken
        """;

    private const int StartsColumn = BlockRows.ColumnCount;

    public static void Bind(
        NpgsqlParameterCollection parameters, int hospitalId, TimeRange starts, DateTimeOffset now) => parameters
        .Bind(NpgsqlDbType.Integer, hospitalId)
        .Bind(NpgsqlDbType.TimestampTz, starts.Start)
        .Bind(NpgsqlDbType.TimestampTz, starts.End)
        .Bind(NpgsqlDbType.TimestampTz, now);

    /// <param name="row">A row of the statement.</param>
    /// <param name="clinicians">Those of the rows before; a further one is added.</param>
    public static OpenBlock Read(NpgsqlDataReader row, Dictionary<Guid, Person> clinicians)
    {
        var block = BlockRows.Read(row, 0);
        if (!clinicians.TryGetValue(block.ClinicianId, out var clinician))
        {
            clinicians[block.ClinicianId] = clinician = Clinician(row, block);
        }

        if (row.IsDBNull(StartsColumn))
        {
            return new OpenBlock(block, clinician, []);
        }

        var starts = row.GetFieldValue<DateTimeOffset[]>(StartsColumn);
        var ends = row.GetFieldValue<DateTimeOffset[]>(StartsColumn + 1);
        return new OpenBlock(block, clinician, [.. starts.Zip(ends, (start, end) => new TimeRange(start, end))]);
    }

    private static Person Clinician(NpgsqlDataReader row, BlockDefinition block)
    {
        var document = PersonDocument.Read(row.GetFieldValue<byte[]>(StartsColumn + 3));
        return new Person
        {
            Key = block.Key with { Id = block.ClinicianId },
            ContactType = ContactType.Clinician,
            Number = row.IsDBNull(StartsColumn + 2) ? null : row.GetInt32(StartsColumn + 2),
            StatusCode = 1,
            Name = document.Name,
        };
    }
}
