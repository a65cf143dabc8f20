using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>One silo whose grain state is in a file, or on PostgreSQL.</summary>
internal sealed class SettingsCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly ISettingsPlace place;

    private SettingsCluster(InProcessTestCluster cluster, ISettingsPlace place) =>
        (this.cluster, this.place) = (cluster, place);

    public IGrainFactory Grains => cluster.Client;

    public IGrainStorage Storage =>
        cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(SettingsState.Storage);

    public static Task<SettingsCluster> Start(
        string path, TimeProvider? time = null, Action<ISiloBuilder>? configure = null, string serviceId = "tests") =>
        Start(new SettingsInFile(path), time, configure, serviceId);

    public static async Task<SettingsCluster> Start(
        ISettingsPlace place,
        TimeProvider? time = null,
        Action<ISiloBuilder>? configure = null,
        string serviceId = "tests")
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = serviceId;
        builder.ConfigureSilo((_, silo) =>
        {
            place.Add(silo);
            if (time is not null)
            {
                silo.Services.AddSingleton(time);
                silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            }

            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new SettingsCluster(cluster, place);
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

    private DbConnection Open() => place.Open();
}
