using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>One silo's store: the product's own commit queue, and a wire to the simulated database.</summary>
internal sealed class SiloStore : IScheduleStore
{
    private static readonly CommitQueueOptions Options = new() { GroupRows = 6, WaitingRows = 40 };

    private readonly Agenda agenda;
    private readonly Database database;
    private readonly Wire wire;
    private readonly Defect defect;
    private readonly CommitQueue queue;

    public SiloStore(Agenda agenda, Database database, Wire wire, Lane lane, Defect defect)
    {
        this.agenda = agenda;
        this.database = database;
        this.wire = wire;
        this.defect = defect;
        queue = new CommitQueue(Options, agenda.Time, Write, lane);
    }

    public Task<BlockSnapshot?> LoadBlock(Key block) =>
        defect == Defect.LoadedInTwoStatements ? LoadInTwoStatements(block) : Read(() => database.LoadBlock(block.Id));

    public Task<long?> ReadBlockVersion(Key block) => Read(() => database.Blocks.Find(block.Id)?.Version);

    public Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after) =>
        Read(() => database.Patients.Find(patient.Id)?.Calendar(after));

    public Task<ImmutableArray<DateTimeOffset>> LoadHoldsPlaced(Key patient, Guid blockId, DateTimeOffset after) =>
        Read(() => ImmutableArray.CreateRange(database.Patients[patient.Id].Placed
            .Where(hold => hold.BlockId == blockId && hold.CreatedAt > after)
            .Select(hold => hold.CreatedAt)
            .Order()));

    public Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range) =>
        Read(() => database.Clinicians.TryGetValue(clinician.Id, out var version)
            ? new ClinicianCalendar(version, [.. BlocksOf(clinician).Where(block => block.Time.Overlaps(range))])
            : null);

    public Task<Appointment?> LoadAppointment(Key appointment) => Read(() => database.LoadAppointment(appointment.Id));

    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit)
    {
        var answer = commit.Changes is [DefinitionChange]
            ? queue.Alone(() => wire.Write(() => database.Write(commit)), Options.TimeLimit, commit.Deadline)
            : queue.Commit(commit);
        return defect == Defect.AnsweredBeforeCommit
            ? Task.FromResult(ImmutableArray.CreateRange(commit.Changes.Select(_ => ChangeOutcome.Done)))
            : answer;
    }

    public Task<BlockPage> ListBlocks(int hospitalId, ListBlocks query) => throw BesideTheProtocol();

    public Task<Person?> LoadPerson(Key person) => throw BesideTheProtocol();

    public Task<Person?> FindClinician(int hospitalId, int number) => throw BesideTheProtocol();

    public Task<ImportedPerson?> LoadPersonRecord(Key person) => throw BesideTheProtocol();

    public Task<Login?> FindLogin(int hospitalId, UserType userType, string email) => throw BesideTheProtocol();

    public Task<OpeningOutcome> Commit(OpeningCommit commit) => throw BesideTheProtocol();

    public Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now) =>
        throw BesideTheProtocol();

    public Task Ping() => throw BesideTheProtocol();

    private Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(ImmutableArray<PreparedCommit> group) =>
        wire.Write(() => database.Write(group));

    /// <summary>As the stores do: a read that takes longer than a call may has failed.</summary>
    private async Task<T> Read<T>(Func<T> statement)
    {
        try
        {
            return await wire.Read(statement).WaitAsync(Options.TimeLimit, agenda.Time);
        }
        catch (TimeoutException)
        {
            throw new StoreUnavailableException("The store did not answer in time.");
        }
    }

    private async Task<BlockSnapshot?> LoadInTwoStatements(Key block)
    {
        var rows = await Read(() => database.Blocks.Find(block.Id));
        var version = await Read(() => database.Blocks.Find(block.Id));
        return rows is null || version is null ? null : database.Snapshot(rows, version);
    }

    private IEnumerable<BlockDefinition> BlocksOf(Key clinician) => database.Blocks.Ids
        .Select(id => database.Blocks[id].Definition)
        .Where(block => block.ClinicianId == clinician.Id && !block.IsDeleted);

    private static NotSupportedException BesideTheProtocol() => new("The simulated grains do not call this.");
}
