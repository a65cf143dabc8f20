using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests.Storage;

public sealed class SqliteScheduleStoreTests : ScheduleStoreSuite
{
    private readonly string folder = Directory.CreateTempSubdirectory("schedule-store-").FullName;
    private readonly List<SqliteScheduleStore> stores = [];

    private protected override Task<IScheduleStore> OpenStore() => Task.FromResult<IScheduleStore>(Open());

    public override async Task DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private SqliteScheduleStore Open()
    {
        var options = new SqliteStoreOptions { Path = Path.Combine(folder, "schedule.db") };
        var store = SqliteScheduleStore.Open(options, TimeProvider.System);
        stores.Add(store);
        return store;
    }
}
