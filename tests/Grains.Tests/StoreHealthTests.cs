using Microsoft.Extensions.Logging;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests;

public sealed class StoreHealthTests : IAsyncLifetime, ILogger<StoreHealthGrain>
{
    private readonly string folder = Directory.CreateTempSubdirectory("store-health-").FullName;
    private readonly List<string> lines = [];
    private SqliteScheduleStore store = null!;

    public Task InitializeAsync()
    {
        store = SqliteScheduleStore.Open(
            new SqliteStoreOptions { Path = Path.Combine(folder, "schedule.db") }, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Check_of_a_store_that_cannot_write_says_why_once()
    {
        var health = new StoreHealthGrain(store, this);

        Assert.True(await health.Check());
        Assert.Empty(lines);
        await store.Close();

        Assert.False(await health.Check());
        Assert.False(await health.Check());
        Assert.StartsWith("The database cannot be written: ", Assert.Single(lines), StringComparison.Ordinal);
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => lines.Add(formatter(state, exception));
}
