using System.Collections.Immutable;
using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres.Loads;
using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Postgres.Reads;

/// <summary>Reads the primary on a few connections of their own: no booking waits behind a list.</summary>
internal sealed class PostgresScheduleReads : IScheduleReads, IListDatabase, IAsyncDisposable
{
    // Planned each time for what is asked, because one person's list and a hospital's month want different plans; never
    // over a whole table, and on one core: the others book.
    public const string Planning =
        " -c plan_cache_mode=force_custom_plan -c enable_seqscan=off -c max_parallel_workers_per_gather=0 -c jit=off";

    private const int MostPrepared = 50;

    private readonly NpgsqlDataSource source;
    private readonly AppointmentLists lists;

    /// <summary>Connects when it is first asked.</summary>
    /// <param name="options">Those of the store.</param>
    public PostgresScheduleReads(PostgresStoreOptions options)
    {
        source = PostgresConnections.Pool(
            options, options.ReadConnections, options.StatementTimeLimit, Planning, MostPrepared);
        lists = new AppointmentLists(this);
    }

    ListDialect IListDatabase.Dialect => PostgresListDialect.Instance;

    public Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query) =>
        lists.Read(hospitalId, query);

    public Task<Guid?> FindPatient(int hospitalId, int number) => lists.FindPatient(hospitalId, number);

    public Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known) =>
        OpenBlocks.Read(source, hospitalId, starts, now, known);

    public async Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now)
    {
        var found = await source.ReadAll(
            CalendarLoads.OfPatient.Sql,
            bound => CalendarLoads.OfPatient.Bind(bound, [(patient, now)]),
            row => CalendarLoads.OfPatient.Read(row, null));
        return PatientTimes.Of(found is [var calendar] ? calendar : null, now);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Task<ImmutableArray<Appointment>> IListDatabase.Appointments(ListSql sql, ListParameters parameters) =>
        source.ReadAll(
            sql.Page(AppointmentLoads.Columns),
            bound => ListParameterBinding.Bind(bound, parameters),
            row => AppointmentLoads.Read(row, 0));

    async Task<long> IListDatabase.Count(ListSql sql, ListParameters parameters)
    {
        var counts = await source.ReadAll(
            sql.Count(), bound => ListParameterBinding.Bind(bound, parameters), row => row.GetInt64(0));
        return counts[0];
    }

    Task<ImmutableArray<Guid>> IListDatabase.Ids(string sql, ListParameters parameters) =>
        source.ReadAll(sql, bound => ListParameterBinding.Bind(bound, parameters), row => row.GetGuid(0));

    Task<ImmutableArray<Guid>> IListDatabase.Dependents(ListParameters parameters) =>
        ((IListDatabase)this).Ids(ListSql.Dependents(PostgresListDialect.Instance, "is_authorized"), parameters);

    Task<ImmutableArray<Person>> IListDatabase.People(int hospitalId, ImmutableArray<Guid> ids) => ids.IsEmpty
        ? Task.FromResult(ImmutableArray<Person>.Empty)
        : source.ReadAll(
            PersonLoads.ByKey.Sql,
            bound => PersonLoads.ByKey.Bind(bound, ids.Select(id => new Key(hospitalId, id)).ToImmutableArray()),
            row => PersonLoads.ByKey.Read(row, null));
}
