using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests.Storage;

public sealed class SqliteScheduleStoreTests : ScheduleStoreSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schedule-store-").FullName;
    private readonly List<SqliteScheduleStore> _stores = [];

    private protected override Task<IScheduleStore> OpenStore() => Task.FromResult<IScheduleStore>(Open());

    public override async Task DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private SqliteScheduleStore Open()
    {
        var options = new SqliteStoreOptions { Path = Path.Combine(_folder, "schedule.db") };
        var store = SqliteScheduleStore.Open(options, TimeProvider.System);
        _stores.Add(store);
        return store;
    }
}
