using System.Text.Encodings.Web;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Scheduling.Silo.Cluster;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>
/// The ADO.NET grain storage on PostgreSQL: statements prepared by the driver, states as small as they can be.
/// </summary>
internal static class StockStorage
{
    /// <summary>For the times of blocks and patients.</summary>
    public const string Binary = "stock-binary";

    /// <summary>For appointments, which the database itself reads.</summary>
    public const string Json = "stock-json";

    // The provider has a handful of statements.
    private const int MostPrepared = 16;

    public static ISiloBuilder UseStockStorage(this ISiloBuilder silo, NpgsqlDataSource source)
    {
        silo.AddAdoNetGrainStorage(Binary, storage => storage.Configure<Serializer>((options, serializer) =>
            Configure(options, source, new OrleansGrainStorageSerializer(serializer))));
        return silo.AddAdoNetGrainStorage(Json, options => Configure(options, source, WriteJson()));
    }

    /// <summary>Connections on which grains read and write.</summary>
    public static NpgsqlDataSource Pool(ClusterSettings settings, int connections)
    {
        var connection = settings.Connection("rival stock");
        connection.SearchPath = "public";
        connection.MinPoolSize = connections;
        connection.MaxPoolSize = connections;
        connection.NoResetOnClose = true;
        connection.MaxAutoPrepare = MostPrepared;
        connection.AutoPrepareMinUsages = 2;
        connection.Options = ObjectsSetup.Planning;
        return NpgsqlDataSource.Create(connection);
    }

    private static void Configure(
        AdoNetGrainStorageOptions options, NpgsqlDataSource source, IGrainStorageSerializer serializer)
    {
        options.Invariant = ClusterDatabase.Invariant;
        options.DataSource = source;
        options.GrainStorageSerializer = serializer;
    }

    private static SystemTextJsonGrainStorageSerializer WriteJson()
    {
        var options = new SystemTextJsonGrainStorageSerializerOptions();
        // A document in a document: its quotation marks are not written as six characters each.
        options.JsonSerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return new SystemTextJsonGrainStorageSerializer(Options.Create(options));
    }
}
