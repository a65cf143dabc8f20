using System.Collections.Concurrent;
using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Tests.Hosting;

/// <summary>A real store whose commits of a block can be held up, failed, or done and then lost on the way back.</summary>
internal sealed class FaultyStore(IScheduleStore store) : IScheduleStore
{
    private readonly ConcurrentDictionary<Key, Fault> faults = [];

    public delegate Task<ImmutableArray<ChangeOutcome>> Fault(
        BlockCommit commit, Func<BlockCommit, Task<ImmutableArray<ChangeOutcome>>> store);

    /// <summary>While set: what people, imports and pings fail with.</summary>
    public Exception? Outage { get; set; }

    /// <summary>Commits of a block go through this until it is mended.</summary>
    public void Break(Key block, Fault fault) => faults[block] = fault;

    public void Mend(Key block) => faults.TryRemove(block, out _);

    /// <summary>The next commit of a block waits at a gate, once.</summary>
    public Gate Hold(Key block)
    {
        var gate = new Gate();
        Break(block, async (commit, inner) =>
        {
            Mend(block);
            await gate.Pass();
            return await inner(commit);
        });
        return gate;
    }

    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit) =>
        faults.TryGetValue(commit.Block, out var fault) ? fault(commit, store.Commit) : store.Commit(commit);

    public Task<BlockSnapshot?> LoadBlock(Key block) => store.LoadBlock(block);

    public Task<long?> ReadBlockVersion(Key block) => store.ReadBlockVersion(block);

    public Task<PatientCalendar?> LoadPatientCalendar(Key patient, DateTimeOffset after) =>
        store.LoadPatientCalendar(patient, after);

    public Task<ImmutableArray<DateTimeOffset>> LoadHoldsPlaced(Key patient, Guid blockId, DateTimeOffset after) =>
        store.LoadHoldsPlaced(patient, blockId, after);

    public Task<ClinicianCalendar?> LoadClinicianCalendar(Key clinician, TimeRange range) =>
        store.LoadClinicianCalendar(clinician, range);

    public Task<BlockPage> ListBlocks(int hospitalId, ListBlocks query) => store.ListBlocks(hospitalId, query);

    public Task<Person?> FindClinician(int hospitalId, int number) => store.FindClinician(hospitalId, number);

    public Task<Appointment?> LoadAppointment(Key appointment) => store.LoadAppointment(appointment);

    public Task<Person?> LoadPerson(Key person) => Unless(Outage, () => store.LoadPerson(person));

    public Task<ImportedPerson?> LoadPersonRecord(Key person) => store.LoadPersonRecord(person);

    public Task<Login?> FindLogin(int hospitalId, UserType userType, string email) =>
        store.FindLogin(hospitalId, userType, email);

    public Task<OpeningOutcome> Commit(OpeningCommit commit) => store.Commit(commit);

    public Task<ImportOutcome> Import(int hospitalId, ImportBatch batch, DateTimeOffset now) =>
        Unless(Outage, () => store.Import(hospitalId, batch, now));

    public Task Ping() => Outage is null ? store.Ping() : Task.FromException(Outage);

    private static Task<T> Unless<T>(Exception? outage, Func<Task<T>> call) =>
        outage is null ? call() : Task.FromException<T>(outage);
}

/// <summary>Where somebody waits until the test lets them pass.</summary>
internal sealed class Gate
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits.</summary>
    public Task Reached => reached.Task.WaitAsync(Patience);

    public void Open() => open.TrySetResult();

    public Task Pass()
    {
        reached.TrySetResult();
        return open.Task.WaitAsync(Patience);
    }
}
