using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;

namespace Scheduling.SqlBaseline;

/// <summary>A gateway whose grains are plain objects of this process: nothing of Orleans runs.</summary>
internal static class ObjectsSetup
{
    private const string Setting = "Rival:Connections";

    /// <summary>Fewer wait for each other's commits, more take turns at two cores: bench/SqlBaseline/README.md.</summary>
    private const int UsualConnections = 32;

    // As the product's: statements are planned once per connection, perhaps while their tables are still empty, and a
    // plan that reads a whole table is never wanted.
    public const string Planning =
        "-c statement_timeout=2000 -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static void UsePlainObjects(this WebApplicationBuilder builder, Rival rival, ClusterSettings settings)
    {
        var source = Pool(settings, Connections(builder.Configuration, UsualConnections));
        builder.Services.AddSingleton<BlockDefinitions>();
        builder.Services.AddSingleton<IBooking>(services => rival == Rival.Floor
            ? new NoBooking()
            : ActivatorUtilities.CreateInstance<SqlBooking>(
                services, new PlacementSql(source, SqlStatements.Of(rival))));
        builder.Services.AddSingleton<IGrainFactory>(services =>
        {
            var reads = services.GetRequiredService<IScheduleReads>();
            return new PlainObjects(
                services.GetRequiredService<IBooking>(),
                services.GetRequiredService<IScheduleStore>(),
                rival == Rival.Floor ? new RememberedReads(reads) : new WholeReads(reads),
                services.GetRequiredService<TimeProvider>());
        });
    }

    /// <exception cref="StartRefusedException">The setting is wrong.</exception>
    public static int Connections(ConfigurationManager configuration, int usual) => configuration[Setting] switch
    {
        null => usual,
        var value when int.TryParse(value, out var number) && number is >= 1 and <= 200 => number,
        var value => throw new StartRefusedException($"{Setting} is \"{value}\": it is a number from 1 to 200."),
    };

    private static NpgsqlDataSource Pool(ClusterSettings settings, int connections)
    {
        var connection = settings.Connection("rival bookings");
        connection.MinPoolSize = connections;
        connection.MaxPoolSize = connections;
        connection.NoResetOnClose = true;
        connection.Options = Planning;
        return NpgsqlDataSource.Create(connection);
    }
}
