using Npgsql;
using Orleans.Configuration;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Tls;

namespace Scheduling.Gateway.Cluster;

/// <summary>
/// The way to the cluster's silos. It may be opened before there are any, survives the loss of all of them and comes
/// back by itself. Of the database it reads where the silos are, and nothing else.
/// </summary>
internal static class ClusterClient
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StartRefusedException">The database cannot be used, or was never migrated.</exception>
    public static async Task UseClusterClient(this WebApplicationBuilder builder, ClusterSettings settings)
    {
        await CheckDatabase(settings);
        var certificates = settings.Tls.Load(TimeProvider.System);
        // The server answers "not ready" while the client still looks for a silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton(_ => ClusterDatabase.Open(settings, "gateway"));
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => cluster.Name(settings));
            client.UseAdoNetClustering(clustering => clustering.Configure<NpgsqlDataSource>((options, database) =>
            {
                options.Invariant = ClusterDatabase.Invariant;
                options.DataSource = database;
            }));
            client.Configure<GatewayOptions>(gateways =>
                gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(settings.ListSeconds));
            client.Configure<ClientMessagingOptions>(messaging =>
                messaging.ResponseTimeout = ClusterTimes.LongestAnswer);
            client.Configure<ConnectionOptions>(connections => connections.ConnectSoon());
            client.UseConnectionRetryFilter(TryAgain);
            if (certificates is not null)
            {
                client.UseTls(certificates);
            }

            client.UseTraces();
            client.UseSecondCalls();
        });
    }

    private static async Task<bool> TryAgain(Exception failure, CancellationToken cancellationToken)
    {
        await Task.Delay(BetweenTries, TimeProvider.System, cancellationToken);
        return true;
    }

    private static async Task CheckDatabase(ClusterSettings settings)
    {
        var connection = settings.Connection("gateway");
        var place = $"PostgreSQL {connection.Host}:{connection.Port}/{connection.Database}";
        // Of a start alone it may take longer than of a running process: many may start at once.
        await using var database = NpgsqlDataSource.Create(connection);
        try
        {
            await using var command = database.CreateCommand("select count(*) from OrleansQuery");
            await command.ExecuteScalarAsync();
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new StartRefusedException($"{place} has not got this version's schema yet. Run migrate.", fault);
        }
        catch (NpgsqlException fault)
        {
            throw new StartRefusedException($"{place} cannot be used as a database: {fault.Message}", fault);
        }
    }
}
