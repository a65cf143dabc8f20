using Npgsql;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>The stores that a test opens, each like a silo's own; closed together.</summary>
internal sealed class PostgresStores(string database)
{
    private readonly List<PostgresScheduleStore> stores = [];

    public string Database => database;

    public PostgresScheduleStore Open(Action<PostgresStoreOptions>? configure = null)
    {
        var options = new PostgresStoreOptions { ConnectionString = database, LoadConnections = 2 };
        configure?.Invoke(options);
        var store = PostgresScheduleStore.Open(options, TimeProvider.System);
        stores.Add(store);
        return store;
    }

    /// <summary>A client that stops in the middle of a transaction, whatever it has locked.</summary>
    public NpgsqlConnection Frozen(string sql)
    {
        var connection = PostgresServer.Connect(database);
        PostgresServer.Run(connection, "begin; " + sql);
        return connection;
    }

    public async Task Close()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
