using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres.Imports;
using Scheduling.Silo.Storage.Postgres.Loads;
using Scheduling.Silo.Storage.Postgres.Reads;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>
/// The store on PostgreSQL. Every call is one statement in a transaction of its own; what the commit queue gathers is
/// one statement too, and so is what waits of each kind of load.
/// </summary>
internal sealed class PostgresScheduleStore : IScheduleStore, IStoreLifetime, IAsyncDisposable
{
    private readonly PostgresStoreOptions options;
    private readonly TimeProvider time;
    private readonly PostgresConnections connections;
    private readonly PostgresScheduleReads reads;
    private readonly CommitQueue queue;
    private readonly Redefinitions redefinitions;
    private readonly Openings openings;
    private readonly PostgresImport imports;
    private readonly CommitQueue importQueue;
    private readonly List<IGatheredLoads> loads = [];
    private readonly GatheredLoads<Key, BlockSnapshot> blocks;
    private readonly GatheredLoads<Key, long?> blockVersions;
    private readonly GatheredLoads<(Key, DateTimeOffset), PatientCalendar> patients;
    private readonly GatheredLoads<(Key, Guid, DateTimeOffset), ImmutableArray<DateTimeOffset>> holdsPlaced;
    private readonly GatheredLoads<(Key, TimeRange), ClinicianCalendar> clinicians;
    private readonly GatheredLoads<Key, Appointment> appointments;
    private readonly GatheredLoads<Key, Person> people;
    private readonly GatheredLoads<(int, int), Person> clinicianNumbers;
    private readonly GatheredLoads<Key, ImportedPerson> personRecords;
    private readonly GatheredLoads<(int, UserType, string), Login> logins;
    private readonly Lazy<Task> closing;

    private PostgresScheduleStore(PostgresStoreOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        connections = new PostgresConnections(options);
        reads = new PostgresScheduleReads(options);
        var commits = new BlockCommits(connections.Commits);
        queue = new CommitQueue(options.Queue, time, group => commits.Write(group, time.GetUtcNow()));
        redefinitions = new Redefinitions(connections.Commits);
        openings = new Openings(connections.Commits);
        imports = new PostgresImport(connections.Imports, options.Queue.ImportTimeLimit, time);
        importQueue = new CommitQueue(options.Queue, time, _ => throw new NotSupportedException("It takes imports."));
        blocks = Gather(BlockLoads.Snapshot(time.GetUtcNow));
        blockVersions = Gather(BlockLoads.Version);
        patients = Gather(CalendarLoads.OfPatient);
        holdsPlaced = Gather(HoldLoads.Placed);
        clinicians = Gather(CalendarLoads.OfClinician);
        appointments = Gather(AppointmentLoads.ByKey);
        people = Gather(PersonLoads.ByKey);
        clinicianNumbers = Gather(PersonLoads.ByNumber);
        personRecords = Gather(PersonLoads.Record);
        logins = Gather(PersonLoads.ByLogin);
        closing = new Lazy<Task>(CloseOnce);
    }

    /// <summary>Ends with the store.</summary>
    public IScheduleReads Reads => reads;

    /// <summary>Opens a database that has this version's schema.</summary>
    /// <exception cref="ArgumentException">An option is missing or outside its range.</exception>
    /// <exception cref="ScheduleDatabaseException">The database cannot be used; the message says why.</exception>
    public static PostgresScheduleStore Open(PostgresStoreOptions options, TimeProvider time)
    {
        options.Validate();
        PostgresSchema.Check(options.ConnectionString);
        return new PostgresScheduleStore(options, time);
    }

    public Task<BlockSnapshot?> LoadBlock(Key block) => blocks.Get(block);

    public Task<long?> ReadBlockVersion(Key block) => blockVersions.Get(block);

    public Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after) =>
        patients.Get((patient, after));

    public Task<ImmutableArray<DateTimeOffset>> LoadHoldsPlaced(Key patient, Guid blockId, DateTimeOffset after) =>
        holdsPlaced.Get((patient, blockId, after));

    public Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range) =>
        clinicians.Get((clinician, range));

    public Task<BlockPage> ListBlocks(int hospitalId, ListBlocks query) =>
        BlockLists.Read(connections.BlockLists, hospitalId, query);

    public Task<Appointment?> LoadAppointment(Key appointment) => appointments.Get(appointment);

    public Task<Person?> LoadPerson(Key person) => people.Get(person);

    public Task<Person?> FindClinician(int hospitalId, int number) => clinicianNumbers.Get((hospitalId, number));

    public Task<ImportedPerson?> LoadPersonRecord(Key person) => personRecords.Get(person);

    public Task<Login?> FindLogin(int hospitalId, UserType userType, string email) =>
        logins.Get((hospitalId, userType, email));

    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit) =>
        commit.Changes is [DefinitionChange change]
            ? queue.Alone(() => redefinitions.Write(commit, change), options.Queue.TimeLimit, commit.Deadline)
            : queue.Commit(commit);

    public Task<OpeningOutcome> Commit(OpeningCommit commit) =>
        queue.Alone(() => openings.Write(commit), options.Queue.TimeLimit);

    /// <summary>One after the other, on a connection of their own: no commit waits for an import.</summary>
    public Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now) =>
        importQueue.Alone(() => imports.Write(hospitalId, batch, now), options.Queue.ImportTimeLimit);

    public Task Ping() => queue.Alone(() => Pings.Write(connections.Commits), options.Queue.TimeLimit);

    public Task Close() => closing.Value;

    public async ValueTask DisposeAsync() => await Close();

    private GatheredLoads<TKey, T> Gather<TKey, T>(Load<TKey, T> load)
    {
        var gathered = new GatheredLoads<TKey, T>(load, connections.Loads, options, time);
        loads.Add(gathered);
        return gathered;
    }

    private async Task CloseOnce()
    {
        var began = time.GetTimestamp();
        await Task.WhenAll(queue.Stop(), importQueue.Stop());
        var left = options.Queue.StopTimeLimit - time.GetElapsedTime(began);
        await Task.WhenAll(loads.Select(gathered => gathered.Stop()))
            .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await reads.DisposeAsync();
        await connections.DisposeAsync();
    }
}
