using System.Diagnostics;
using Scheduling.BookingRush;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Cluster.Tests.Judged;

/// <summary>What silos hear from their stores, judged as if they had passed it on.</summary>
public sealed class CommitTests : IAsyncLifetime
{
    private const int OtherHospital = 127;

    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly Witness witness = new(seed: 1);
    private PostgresScheduleStore store = null!;

    public async Task InitializeAsync()
    {
        store = stores.Open();
        await Fill(HospitalId);
        await Fill(OtherHospital);
    }

    public Task DisposeAsync() => stores.Close();

    [Fact]
    public async Task Cancellation_whose_answer_was_lost_is_in_doubt()
    {
        await using var proxy = new CuttingProxy(stores.Database);
        var cut = stores.Open(options => options.ConnectionString = proxy.ConnectionString);
        var silo = new OtherSilo(store, cut, witness);
        var (here, before) = (new Attempt(0, 0, 1), new Attempt(0, 1, 2));
        var booked = await silo.Book(here);
        // Its connection is open and the statement prepared: what comes next is the call itself.
        await silo.Cancel(await silo.Book(before), before);
        proxy.CutNextAnswer();

        await silo.Cancel(booked, here);

        await witness.Judge(stores.Database);
    }

    [Fact]
    public async Task Commits_of_one_group_win_their_own_fences()
    {
        var silo = new OtherSilo(store, store, witness);
        var here = new Attempt(0, 0, 1);
        var old = await silo.Decide(here with { Patient = 3 });
        await silo.Book(here);
        var first = await silo.Decide(new Attempt(1, 0, 2));
        var elsewhere = await new OtherSilo(store, store, new Witness(seed: 1)).Decide(here, OtherHospital);

        Task<Operation>[] sent;
        using (stores.Frozen("lock table appointment in access exclusive mode"))
        {
            // While the first is under way the others wait for the next group, which is theirs.
            var ahead = await UnderWay(first);
            sent = [ahead, old(), elsewhere()];
        }

        await Task.WhenAll(sent);

        await witness.Judge(stores.Database);
    }

    /// <summary>Sends a commit; completes when its store has taken it into a group, which the trace shows.</summary>
    private static async Task<Task<Operation>> UnderWay(Func<Task<Operation>> commit)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var requests = new ActivitySource(nameof(CommitTests));
        Activity? request = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == requests || source.Name == StoreInstruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = started =>
            {
                if (started.Source != requests && started.TraceId == request?.TraceId)
                {
                    taken.TrySetResult();
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        request = requests.StartActivity("request");
        var answer = commit();
        request!.Stop();
        await taken.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return answer;
    }

    private async Task Fill(int hospital)
    {
        var plan = witness.Plan;
        var clinicians = Enumerable.Range(0, 2)
            .Select(i => Person(new Key(hospital, plan.Clinician(i)), ContactType.Clinician)).ToList();
        var patients = Enumerable.Range(0, 5).Select(i => Person(new Key(hospital, plan.Patient(i))));
        var day = new TimeRange(plan.Day, plan.StartOf(Witness.Slots));
        var outcome = await store.Import(hospital, new ImportBatch
        {
            People = [.. clinicians.Concat(patients).Select(Imported)],
            Blocks = [.. clinicians.Select((clinician, i) =>
                new ImportedBlock(Block(new Key(hospital, plan.Block(i)), day), clinician.Number!.Value))],
            MayGrant = true,
        }, Now);
        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
    }
}
