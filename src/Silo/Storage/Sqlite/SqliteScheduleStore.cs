using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite.Reads;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>The store on one SQLite file: one thread writes what the commit queue gathers, another one reads.</summary>
internal sealed class SqliteScheduleStore : IScheduleStore, IStoreLifetime, IAsyncDisposable
{
    private readonly SqliteStoreOptions options;
    private readonly TimeProvider time;
    private readonly SqliteWriter writer;
    private readonly SqliteReader reader;
    private readonly SqliteScheduleReads reads;
    private readonly CommitQueue queue;
    private readonly Lazy<Task> closing;

    private SqliteScheduleStore(SqliteStoreOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        writer = new SqliteWriter(options);
        reader = new SqliteReader(options, time);
        reads = new SqliteScheduleReads(options, time);
        queue = new CommitQueue(options.Queue, time, Write);
        closing = new Lazy<Task>(CloseOnce);
    }

    /// <summary>Ends with the store.</summary>
    public IScheduleReads Reads => reads;

    /// <summary>Brings the file to this version's schema and opens it.</summary>
    /// <exception cref="ArgumentException">An option is missing or outside its range.</exception>
    /// <exception cref="ScheduleDatabaseException">The file cannot be used; the message says why.</exception>
    public static SqliteScheduleStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        options.Validate();
        SqliteSchema.Migrate(options.Path);
        return new SqliteScheduleStore(options, time);
    }

    public Task<BlockSnapshot?> LoadBlock(Key block) =>
        reader.Load(read => read.Blocks.Load(block, time.GetUtcNow()));

    public Task<long?> ReadBlockVersion(Key block) => reader.Load(read => read.Blocks.LoadVersion(block));

    public Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after) =>
        reader.Load(read => read.Calendars.LoadPatient(patient, after));

    public Task<ImmutableArray<DateTimeOffset>> LoadHoldsPlaced(Key patient, Guid blockId, DateTimeOffset after) =>
        reader.Load(read => read.Holds.Placed(patient, blockId, after));

    public Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range) =>
        reader.Load(read => read.Calendars.LoadClinician(clinician, range));

    public Task<BlockPage> ListBlocks(int hospitalId, ListBlocks query) =>
        reader.Load(read => read.BlockLists.Read(hospitalId, query));

    public Task<Appointment?> LoadAppointment(Key appointment) =>
        reader.Load(read => read.Appointments.Load(appointment));

    public Task<Person?> LoadPerson(Key person) => reader.Load(read => read.People.Load(person));

    public Task<Person?> FindClinician(int hospitalId, int number) =>
        reader.Load(read => read.People.FindClinician(hospitalId, number));

    public Task<ImportedPerson?> LoadPersonRecord(Key person) => reader.Load(read => read.People.LoadRecord(person));

    public Task<Login?> FindLogin(int hospitalId, UserType userType, string email) =>
        reader.Load(read => read.People.FindLogin(hospitalId, userType, email));

    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit) =>
        commit.Changes is [DefinitionChange change]
            ? queue.Alone(
                () => writer.Run(write => write.Redefinitions.Write(commit, change)),
                options.Queue.TimeLimit,
                commit.Deadline)
            : queue.Commit(commit);

    public Task<OpeningOutcome> Commit(OpeningCommit commit) =>
        queue.Alone(() => writer.Run(write => write.Openings.Write(commit)), options.Queue.TimeLimit);

    public Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now) => queue.Alone(
        () => writer.Run(write => write.Imports.Write(hospitalId, batch, Turn(now))), options.Queue.ImportTimeLimit);

    public Task Ping() => queue.Alone(() => writer.Run(Pinged), options.Queue.TimeLimit);

    public Task Close() => closing.Value;

    public async ValueTask DisposeAsync() => await Close();

    /// <summary>
    /// What has waited for its turn happens now: a password ends all sessions that were begun meanwhile.
    /// </summary>
    private DateTimeOffset Turn(DateTimeOffset asked)
    {
        var now = time.GetUtcNow();
        return now > asked ? now : asked;
    }

    private (bool Answer, bool Keep) Pinged(WriterStatements write)
    {
        write.Ping(time.GetUtcNow());
        return (true, Keep: true);
    }

    private Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(ImmutableArray<PreparedCommit> group)
    {
        var now = time.GetUtcNow();
        return writer.Run(write => (write.BlockCommits.Write(group, now), Keep: true));
    }

    private async Task CloseOnce()
    {
        var began = time.GetTimestamp();
        await queue.Stop();
        var left = options.Queue.StopTimeLimit - time.GetElapsedTime(began);
        await Task.WhenAll(writer.Stop(), reader.Stop(), reads.Stop())
            .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
