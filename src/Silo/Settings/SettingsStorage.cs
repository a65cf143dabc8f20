using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Scheduling.Grains;

namespace Scheduling.Silo.Settings;

/// <summary>
/// Orleans grain state (hospital settings, ended sessions) through the ADO.NET provider: in a cluster beside the
/// schedule on PostgreSQL, otherwise in a SQLite file of its own, because SQLite has one writer and that of the
/// schedule must not wait.
/// </summary>
internal static class SettingsStorage
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
        return silo.AddSettingsStorage(Invariant, services => services.GetRequiredService<SettingsDataSource>());
    }

    /// <param name="silo">The silo whose grains keep their state there.</param>
    /// <param name="invariant">The provider's name for the database, which has the tables and queries already.</param>
    /// <param name="database">Its connections.</param>
    public static ISiloBuilder AddSettingsStorage(
        this ISiloBuilder silo, string invariant, Func<IServiceProvider, DbDataSource> database)
    {
        silo.Services.AddKeyedSingleton(SettingsState.Storage, new ClusterOptions { ServiceId = ServiceId });
        silo.Services.AddOptions<AdoNetGrainStorageOptions>(SettingsState.Storage)
            .Configure<IServiceProvider>((options, services) => options.DataSource = database(services));
        return silo.AddAdoNetGrainStorage(SettingsState.Storage, options =>
        {
            options.Invariant = invariant;
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
