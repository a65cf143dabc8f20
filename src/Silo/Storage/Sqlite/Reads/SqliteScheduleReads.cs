using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Sqlite.Reads;

/// <summary>Reads on a thread and a connection of their own: bookings' loads do not wait for a list.</summary>
internal sealed class SqliteScheduleReads : IScheduleReads, IListDatabase
{
    private readonly SqliteReader reader;
    private readonly AppointmentLists lists;

    /// <param name="options">Those of the store; its file has this version's schema.</param>
    /// <param name="time">For the time limit of a read.</param>
    public SqliteScheduleReads(SqliteStoreOptions options, TimeProvider time)
    {
        reader = new SqliteReader(options, time);
        lists = new AppointmentLists(this);
    }

    ListDialect IListDatabase.Dialect => SqliteListDialect.Instance;

    public Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query) =>
        lists.Read(hospitalId, query);

    public Task<Guid?> FindPatient(int hospitalId, int number) => lists.FindPatient(hospitalId, number);

    /// <summary>Reads all of them, whatever is known: nothing is sent anywhere, and imports raise no version here.</summary>
    public Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known) =>
        reader.Load(read => new OpenBlockReading(read.OpenBlocks.Load(hospitalId, starts, now), []));

    public Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now) =>
        reader.Load(read => PatientTimes.Of(read.Calendars.LoadPatient(patient, now), now));

    /// <summary>Completes when what waits was read and the connection is closed.</summary>
    public Task Stop() => reader.Stop();

    Task<ImmutableArray<Appointment>> IListDatabase.Appointments(ListSql sql, ListParameters parameters) =>
        reader.Load(read => read.Lists.All(sql.Page(AppointmentLoads.Columns), parameters, AppointmentLoads.Read));

    Task<long> IListDatabase.Count(ListSql sql, ListParameters parameters) =>
        reader.Load(read => read.Lists.Number(sql.Count(), parameters));

    Task<ImmutableArray<Guid>> IListDatabase.Ids(string sql, ListParameters parameters) =>
        reader.Load(read => read.Lists.All(sql, parameters, row => row.Id(0)));

    Task<ImmutableArray<Guid>> IListDatabase.Dependents(ListParameters parameters) =>
        ((IListDatabase)this).Ids(ListSql.Dependents(SqliteListDialect.Instance, "is_authorized = 1"), parameters);

    Task<ImmutableArray<Person>> IListDatabase.People(int hospitalId, ImmutableArray<Guid> ids) =>
        reader.Load(read => ids.Select(id => read.People.Load(new Key(hospitalId, id))).OfType<Person>().ToImmutableArray());
}
