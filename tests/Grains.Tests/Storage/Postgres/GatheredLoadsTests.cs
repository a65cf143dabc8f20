using Microsoft.Extensions.Time.Testing;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>Statements of loads: who waits for whom. The store's clock stands still unless a test moves it.</summary>
public sealed class GatheredLoadsTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly FakeTimeProvider time = new();
    private readonly PostgresScheduleStore store;

    public GatheredLoadsTests() => store = stores.Open(options => options.LoadGatherTime = Interval, time);

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Whoever still waits for the clock is let go: closing waits for them.</summary>
    public Task DisposeAsync()
    {
        time.Advance(Interval);
        return stores.Close();
    }

    [Fact]
    public async Task Load_soon_after_a_crowd_waits_for_others_and_goes_once_the_interval_is_over()
    {
        await Crowd();

        var late = store.LoadPerson(NewKey());

        await OtherLoads();
        Assert.False(late.IsCompleted);
        // Again, should the store look at the clock only now.
        for (var i = 0; i < 1000 && !late.IsCompleted; i++)
        {
            time.Advance(Interval);
            await OtherLoads();
        }

        Assert.Null(await late.WaitAsync(Patience));
    }

    [Fact]
    public async Task Loads_one_after_the_other_wait_for_nothing()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await store.LoadPerson(NewKey()).WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Load_long_after_a_crowd_waits_for_nothing()
    {
        await Crowd();

        time.Advance(Interval);

        Assert.Null(await store.LoadPerson(NewKey()).WaitAsync(Patience));
    }

    /// <summary>Five loads of people in one statement: they came while one was on its way.</summary>
    private async Task Crowd()
    {
        var loads = new List<Task>();
        using (stores.Frozen("lock table person in access exclusive mode"))
        {
            loads.Add(store.LoadPerson(NewKey()));
            PostgresServer.Run(
                stores.Database,
                """
                do $$
                begin
                    loop
                        perform from pg_locks where relation = 'person'::regclass and not granted;
                        exit when found;
                        perform pg_sleep(0.005);
                    end loop;
                end $$
                """);
            loads.AddRange(Enumerable.Range(0, 5).Select(_ => store.LoadPerson(NewKey())));
        }

        await Task.WhenAll(loads).WaitAsync(Patience);
    }

    /// <summary>Long enough for a load of people, were one on its way.</summary>
    private async Task OtherLoads()
    {
        for (var i = 0; i < 20; i++)
        {
            await store.LoadBlock(NewKey());
        }
    }
}
