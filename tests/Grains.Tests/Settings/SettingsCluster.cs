using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Scheduling.Silo.Settings;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>One silo whose grain state is in a file.</summary>
internal sealed class SettingsCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly string path;

    private SettingsCluster(InProcessTestCluster cluster, string path) => (this.cluster, this.path) = (cluster, path);

    public IGrainFactory Grains => cluster.Client;

    public IGrainStorage Storage =>
        cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(SettingsState.Storage);

    public static async Task<SettingsCluster> Start(
        string path, TimeProvider? time = null, Action<ISiloBuilder>? configure = null, string serviceId = "tests")
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = serviceId;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddSettingsStorage(path);
            if (time is not null)
            {
                silo.Services.AddSingleton(time);
                silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            }

            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new SettingsCluster(cluster, path);
    }

    public T Query<T>(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read(), $"No row: {sql}");
        var value = reader.GetFieldValue<T>(0);
        Assert.False(reader.Read(), $"More than one row: {sql}");
        return value;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
