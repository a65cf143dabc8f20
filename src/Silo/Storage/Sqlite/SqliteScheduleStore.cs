using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>The store on one SQLite file: one thread writes what the commit queue gathers, another one reads.</summary>
internal sealed class SqliteScheduleStore : IScheduleStore, IStoreLifetime, IAsyncDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;
    private readonly CommitQueue _queue;
    private readonly Lazy<Task> _closing;

    private SqliteScheduleStore(SqliteStoreOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _writer = new SqliteWriter(options);
        _reader = new SqliteReader(options, time);
        _queue = new CommitQueue(options.Queue, time, Write);
        _closing = new Lazy<Task>(CloseOnce);
    }

    /// <summary>Brings the file to this version's schema and opens it.</summary>
    /// <exception cref="ArgumentException">An option is missing or outside its range.</exception>
    /// <exception cref="ScheduleDatabaseException">The file cannot be used; the message says why.</exception>
    public static SqliteScheduleStore Open(SqliteStoreOptions options, TimeProvider time)
    {
        options.Validate();
        SqliteSchema.Migrate(options.Path);
        return new SqliteScheduleStore(options, time);
    }

    public Task<BlockSnapshot?> LoadBlock(Key block) => _reader.Load(read => read.Blocks.Load(block));

    public Task<long?> ReadBlockVersion(Key block) => _reader.Load(read => read.Blocks.LoadVersion(block));

    public Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after) =>
        _reader.Load(read => read.Calendars.LoadPatient(patient, after));

    public Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range) =>
        _reader.Load(read => read.Calendars.LoadClinician(clinician, range));

    public Task<Appointment?> LoadAppointment(Key appointment) =>
        _reader.Load(read => read.Appointments.Load(appointment));

    public Task<Person?> LoadPerson(Key person) => _reader.Load(read => read.People.Load(person));

    public Task<Login?> FindLogin(int hospitalId, UserType userType, string email) =>
        _reader.Load(read => read.People.FindLogin(hospitalId, userType, email));

    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit) => _queue.Commit(commit);

    public Task<OpeningOutcome> Commit(OpeningCommit commit) =>
        _queue.Alone(() => _writer.Run(write => write.Openings.Write(commit)), _options.Queue.TimeLimit);

    public Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now) => _queue.Alone(
        () => _writer.Run(write => write.Imports.Write(hospitalId, batch, now)), _options.Queue.ImportTimeLimit);

    public Task Ping() => _queue.Alone(() => _writer.Run(Pinged), _options.Queue.TimeLimit);

    public Task Close() => _closing.Value;

    public async ValueTask DisposeAsync() => await Close();

    private (bool Answer, bool Keep) Pinged(WriterStatements write)
    {
        write.Ping(_time.GetUtcNow());
        return (true, Keep: true);
    }

    private Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(ImmutableArray<PreparedCommit> group)
    {
        var now = _time.GetUtcNow();
        return _writer.Run(write => (write.BlockCommits.Write(group, now), Keep: true));
    }

    private async Task CloseOnce()
    {
        await _queue.Stop();
        await Task.WhenAll(_writer.Stop(), _reader.Stop())
            .WaitAsync(_options.Queue.StopTimeLimit, _time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
