using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Reads;

/// <summary>
/// Reads the blocks of a range that can be booked in: first the versions of all of them, and then what is not known by its
/// version already, with all that takes its time. Each block is of one snapshot.
/// </summary>
/// <remarks>
/// A server that has not counted a table yet takes every index of it for as good, and might read a patient's from end to
/// end: by the order that is asked for it takes the block's own, and that of its live appointments.
/// </remarks>
internal static class OpenBlocks
{
    public const string VersionsSql = """
        select block.id, calendar.version, (select version from people_register where hospital_id = $1)
        from (
            select id
            from availability_block
            where hospital_id = $1 and starts_at >= $2 and starts_at < $3 and ends_at > $4
                and not is_deleted and is_available
            order by starts_at, id
        ) as block
        cross join lateral (
            select version
            from block_calendar
            where hospital_id = $1 and id = block.id
            limit 1
        ) as calendar
        """;

    public const string BlocksSql = $"""
        select
            block.*, calendar.version, (select version from people_register where hospital_id = $1),
            taken.starts, taken.ends, held.starts, held.ends, held.until, clinician.number, clinician.document
        from unnest($2) as wanted (id)
        cross join lateral (
            select {BlockRows.Columns}
            from availability_block
            where hospital_id = $1 and id between wanted.id and wanted.id
                and ends_at > $3 and not is_deleted and is_available
            order by id
            limit 1
        ) as block
        cross join lateral (
            select version
            from block_calendar
            where hospital_id = $1 and id = wanted.id
            limit 1
        ) as calendar
        cross join lateral (
            select number, document
            from person
            where hospital_id = $1 and id = block.clinician_id and status_code = 1 and contact_type = 2
            limit 1
        ) as clinician
        cross join lateral (
            select array_agg(starts_at) as starts, array_agg(ends_at) as ends
            from (
                select starts_at, ends_at
                from appointment
                where hospital_id = $1 and block_id = wanted.id and status in (1, 2)
                order by starts_at, ends_at, id
            ) as in_order
        ) as taken
        cross join lateral (
            select array_agg(starts_at) as starts, array_agg(ends_at) as ends, min(expires_at) as until
            from (
                select starts_at, ends_at, expires_at
                from hold
                where hospital_id = $1 and block_id = wanted.id and expires_at > $3
                order by expires_at
            ) as in_order
        ) as held
        """;

    private const int CalendarColumn = BlockRows.ColumnCount;
    private const int PeopleColumn = CalendarColumn + 1;
    private const int TakenColumn = PeopleColumn + 1;
    private const int HeldColumn = TakenColumn + 2;
    private const int UntilColumn = HeldColumn + 2;
    private const int ClinicianColumn = UntilColumn + 1;

    public static async Task<OpenBlockReading> Read(
        NpgsqlDataSource source,
        int hospitalId,
        TimeRange starts,
        DateTimeOffset now,
        IReadOnlyCollection<KnownBlock> known)
    {
        var found = await source.ReadAll(VersionsSql, bound => BindRange(bound, hospitalId, starts, now), ReadVersion);
        var stamps = known.ToDictionary(block => block.Id, block => block.Stamp);
        var byKnown = found.ToLookup(
            block => stamps.TryGetValue(block.Id, out var stamp) && IsAsKnown(block, stamp, now), block => block.Id);
        ImmutableArray<Guid> changed = [.. byKnown[false]];
        if (changed.IsEmpty)
        {
            return new OpenBlockReading([], [.. byKnown[true]]);
        }

        // Clinicians have many blocks in a day, perhaps, but one name.
        var clinicians = new Dictionary<Guid, Person>();
        var read = await source.ReadAll(
            BlocksSql, bound => BindIds(bound, hospitalId, changed, now), row => ReadBlock(row, clinicians));
        return new OpenBlockReading(read, [.. byKnown[true]]);
    }

    public static NpgsqlParameterCollection BindRange(
        NpgsqlParameterCollection parameters, int hospitalId, TimeRange starts, DateTimeOffset now) => parameters
        .Bind(NpgsqlDbType.Integer, hospitalId)
        .Bind(NpgsqlDbType.TimestampTz, starts.Start)
        .Bind(NpgsqlDbType.TimestampTz, starts.End)
        .Bind(NpgsqlDbType.TimestampTz, now);

    public static NpgsqlParameterCollection BindIds(
        NpgsqlParameterCollection parameters, int hospitalId, ImmutableArray<Guid> ids, DateTimeOffset now) => parameters
        .Bind(NpgsqlDbType.Integer, hospitalId)
        .BindAll(NpgsqlDbType.Uuid, ids, id => id)
        .Bind(NpgsqlDbType.TimestampTz, now);

    private static bool IsAsKnown((Guid Id, long Calendar, long People) block, BlockStamp stamp, DateTimeOffset now) =>
        stamp.Calendar == block.Calendar && stamp.People == block.People && !(stamp.Until <= now);

    private static (Guid Id, long Calendar, long People) ReadVersion(NpgsqlDataReader row) =>
        (row.GetGuid(0), row.GetInt64(1), Version(row, 2));

    private static OpenBlock ReadBlock(NpgsqlDataReader row, Dictionary<Guid, Person> clinicians)
    {
        var block = BlockRows.Read(row, 0);
        if (!clinicians.TryGetValue(block.ClinicianId, out var clinician))
        {
            clinicians[block.ClinicianId] = clinician = Clinician(row, block);
        }

        var stamp = new BlockStamp(
            row.GetInt64(CalendarColumn),
            Version(row, PeopleColumn),
            row.IsDBNull(UntilColumn) ? null : row.Time(UntilColumn));
        return new OpenBlock(block, clinician, [.. Times(row, TakenColumn), .. Times(row, HeldColumn)], stamp);
    }

    /// <summary>Nobody has been imported where there is none.</summary>
    private static long Version(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);

    private static IEnumerable<TimeRange> Times(NpgsqlDataReader row, int first) => row.IsDBNull(first)
        ? []
        : row.GetFieldValue<DateTimeOffset[]>(first).Zip(
            row.GetFieldValue<DateTimeOffset[]>(first + 1), (start, end) => new TimeRange(start, end));

    private static Person Clinician(NpgsqlDataReader row, BlockDefinition block)
    {
        var document = PersonDocument.Read(row.GetFieldValue<byte[]>(ClinicianColumn + 1));
        return new Person
        {
            Key = block.Key with { Id = block.ClinicianId },
            ContactType = ContactType.Clinician,
            Number = row.IsDBNull(ClinicianColumn) ? null : row.GetInt32(ClinicianColumn),
            StatusCode = 1,
            Name = document.Name,
        };
    }
}
