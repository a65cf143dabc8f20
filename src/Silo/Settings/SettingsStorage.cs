using System.Text.Json;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Scheduling.Grains;

namespace Scheduling.Silo.Settings;

/// <summary>
/// Orleans grain state (hospital settings, ended sessions) through the ADO.NET provider on a SQLite file of its own:
/// SQLite has one writer, and that of the schedule must not wait.
/// </summary>
public static class SettingsStorage
{
    /// <summary>Part of every stored key. Permanent, whatever a cluster calls itself.</summary>
    public const string ServiceId = "scheduling";

    // The provider's name for SQLite. It looks for the driver Microsoft.Data.Sqlite under it.
    private const string Invariant = "System.Data.SQLite";

    /// <param name="silo">The silo whose grains keep their state there.</param>
    /// <param name="path">The file; made where it is missing, its directory not.</param>
    public static ISiloBuilder AddSettingsStorage(this ISiloBuilder silo, string path)
    {
        silo.Services.AddSingleton(new SettingsDataSource(path));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SettingsSchema>();
        silo.Services.AddKeyedSingleton(SettingsState.Storage, new ClusterOptions { ServiceId = ServiceId });
        silo.Services.AddOptions<AdoNetGrainStorageOptions>(SettingsState.Storage)
            .Configure<SettingsDataSource>((options, settings) => options.DataSource = settings);
        return silo.AddAdoNetGrainStorage(SettingsState.Storage, options =>
        {
            options.Invariant = Invariant;
            options.GrainStorageSerializer = Json();
        });
    }

    /// <summary>
    /// JSON without names of types: readable with any tool, and members can be added. Those that are unknown are
    /// ignored, so that a silo of the version before reads what a newer one wrote.
    /// </summary>
    internal static IGrainStorageSerializer Json()
    {
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        options.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        return new SystemTextJsonGrainStorageSerializer(Options.Create(options));
    }
}
