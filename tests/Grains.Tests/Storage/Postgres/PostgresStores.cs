using System.Data;
using Npgsql;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>The stores that a test opens, each like a silo's own; closed together.</summary>
internal sealed class PostgresStores(string database)
{
    private readonly List<PostgresScheduleStore> stores = [];

    public string Database => database;

    /// <summary>As patient as options may be, unless told otherwise: a disk may be busy with other tests.</summary>
    public PostgresScheduleStore Open(Action<PostgresStoreOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new PostgresStoreOptions
        {
            ConnectionString = database,
            LoadConnections = 2,
            Queue = { TimeLimit = TimeSpan.FromSeconds(60) },
            ConnectTimeLimit = TimeSpan.FromSeconds(50),
            StatementTimeLimit = TimeSpan.FromSeconds(50),
        };
        configure?.Invoke(options);
        var store = PostgresScheduleStore.Open(options, time ?? TimeProvider.System);
        stores.Add(store);
        return store;
    }

    /// <summary>A client that has stopped in the middle of a transaction, whatever it has locked.</summary>
    public FrozenClient Frozen(string sql) => new(database, sql);

    public async Task Close()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}

/// <summary>Holds its locks until it is disposed of, and has let them go when that returns.</summary>
internal sealed class FrozenClient : IDisposable
{
    private readonly NpgsqlConnection connection;

    public FrozenClient(string database, string sql)
    {
        connection = PostgresServer.Connect(database);
        PostgresServer.Run(connection, "begin; " + sql);
    }

    public void Dispose()
    {
        if (connection.State == ConnectionState.Open)
        {
            PostgresServer.Run(connection, "rollback");
        }

        connection.Dispose();
    }
}
