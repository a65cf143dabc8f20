using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Settings;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>Where grain state is kept, and how a test looks behind it.</summary>
internal interface ISettingsPlace
{
    void Add(ISiloBuilder silo);

    DbConnection Open();
}

internal sealed class SettingsInFile(string path) : ISettingsPlace
{
    public void Add(ISiloBuilder silo) => silo.AddSettingsStorage(path);

    public DbConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}

internal sealed class SettingsOnPostgres(string database) : ISettingsPlace, IDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database);

    public void Add(ISiloBuilder silo) => silo.AddSettingsStorage(ClusterDatabase.Invariant, _ => source);

    public DbConnection Open() => PostgresServer.Connect(database);

    public void Dispose() => source.Dispose();
}
