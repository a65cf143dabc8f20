using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Scheduling.Gateway;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Http;
using Scheduling.Silo.Cluster;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Management;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.SqlBaseline.Stock;

namespace Scheduling.SqlBaseline;

/// <summary>
/// The gateway as it is: the same HTTP side, token check, validation, look-ups of people, tables and indexes. Behind it
/// stands somebody else who books.
/// </summary>
internal static class RivalHost
{
    public static readonly Usage Usage = new(
        """
        The same appointment book over the same HTTP, booked in another way: what the product is compared with.

          --Rival <name>               row-lock, constraint, stock or floor
          --Rival:Connections <n>      on which it books (32; stock 16)
          --Cluster:Database <string>  a PostgreSQL database of its own, in Npgsql's words, as its owner: it is prepared
          --Auth:SigningKeyFile <file> the key of access tokens, in base64
          --urls <addresses>           where to listen (http://127.0.0.1:5080)
          --Demo:Enabled <true|false>  whether there is the demo hospital (false)

        Settings are also read from the environment: ASPNETCORE_URLS, Cluster__Database.
        """,
        [
            "Rival", "urls", "Data", "Demo", "Api", "Admission", "Auth", "Store", ClusterSettings.Section,
            ManagementListener.Section,
        ]);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["urls"] = "http://127.0.0.1:5080",
    };

    /// <exception cref="StartRefusedException">The program is called, or set up, wrongly.</exception>
    public static async Task Run(string[] args)
    {
        var builder = SchedulingHost.CreateBuilder(args, Usage, Defaults);
        builder.AddTelemetry("rival", GatewayInstruments.StartAtZero, StoreInstruments.StartAtZero);
        builder.UseSigningKeyFile();
        var rival = Rivals.Read(builder.Configuration);
        var settings = ClusterSettings.Read(builder.Configuration);
        RivalDatabase.Prepare(Tables(settings, "schema"), rival);
        builder.Services.AddPostgresScheduleStore(store =>
        {
            builder.Configuration.GetSection("Store").Bind(store, binder => binder.ErrorOnUnknownConfiguration = true);
            store.ConnectionString = Tables(settings, "rival");
        });
        if (rival == Rival.Stock)
        {
            builder.UseStockGrains(settings);
        }
        else
        {
            builder.UsePlainObjects(rival, settings);
        }

        builder.UseFirstHospitals();
        builder.UseHttp();

        await using var app = builder.Build();
        app.MapHttp();
        app.ShowWhenReady(() => $"rival {rival.Name()} ready on {Address(app)}");
        await app.RunToTheEnd();
    }

    private static void UseFirstHospitals(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ImportAtStart>();
        builder.Services.AddHostedService<DemoAtStart>();
    }

    /// <summary>The product's tables, whatever else the database shows to others by their names.</summary>
    private static string Tables(ClusterSettings settings, string purpose)
    {
        var connection = settings.Connection(purpose);
        connection.SearchPath = "public";
        return connection.ConnectionString;
    }

    private static string Address(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
}
