using System.Net;
using Npgsql;
using Orleans.Configuration;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Settings;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.Silo.Tls;

namespace Scheduling.Silo.Cluster;

/// <summary>A silo among others, all on one PostgreSQL.</summary>
internal static class ClusterSilo
{
    /// <exception cref="StartRefusedException">An address is not this machine's.</exception>
    /// <exception cref="Storage.ScheduleDatabaseException">The database has not this version's schema.</exception>
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, ClusterSettings settings)
    {
        PostgresSchema.Check(settings.Connection("schema").ConnectionString);
        var (listening, advertised) = settings.Addresses();
        silo.Configure<ClusterOptions>(cluster => cluster.Name(settings));
        silo.Configure<SiloOptions>(name => name.SiloName = $"{advertised}:{settings.SiloPort}");
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = advertised;
            endpoint.SiloPort = settings.SiloPort;
            endpoint.GatewayPort = settings.GatewayPort;
            endpoint.SiloListeningEndpoint = new IPEndPoint(listening, settings.SiloPort);
            endpoint.GatewayListeningEndpoint = new IPEndPoint(listening, settings.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(membership => membership.Watch(settings));
        silo.Configure<ConnectionOptions>(connections => connections.ConnectSoon());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
            ActivatorUtilities.CreateInstance<FirstSteps>(services, settings));
        if (settings.Tls.Load(TimeProvider.System) is { } certificates)
        {
            silo.UseTls(certificates);
        }

        return silo.UsePostgres(settings).UseScheduling();
    }

    /// <summary>The name under which silos and gateways find each other.</summary>
    public static void Name(this ClusterOptions cluster, ClusterSettings settings)
    {
        cluster.ClusterId = settings.Id;
        cluster.ServiceId = SettingsStorage.ServiceId;
    }

    private static ISiloBuilder UsePostgres(this ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Services.AddSingleton(_ => ClusterDatabase.Open(settings, $"cluster {settings.SiloPort}"));
        silo.UseAdoNetClustering(clustering => clustering.Configure<NpgsqlDataSource>((options, database) =>
        {
            options.Invariant = ClusterDatabase.Invariant;
            options.DataSource = database;
        }));
        silo.AddSettingsStorage(ClusterDatabase.Invariant, services => services.GetRequiredService<NpgsqlDataSource>());
        silo.Services.AddPostgresScheduleStore(store =>
        {
            silo.Configuration.GetSection("Store").Bind(store, binder => binder.ErrorOnUnknownConfiguration = true);
            store.ConnectionString = settings.Connection("silo").ConnectionString;
            store.ApplicationName = $"scheduling silo {settings.SiloPort}";
        });
        return silo;
    }
}
