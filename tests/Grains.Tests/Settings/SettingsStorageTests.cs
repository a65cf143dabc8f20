using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Scheduling.Grains.Hospitals;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Settings;

namespace Scheduling.Grains.Tests.Settings;

public sealed class FileSettingsStorageTests : SettingsStorageSuite, IDisposable
{
    private const int ConstraintViolated = 19;

    private readonly SettingsFile file = new();

    private protected override ISettingsPlace Place => new SettingsInFile(file.Path);

    public void Dispose() => file.Dispose();

    [Fact]
    public void Payload_of_another_version_is_read()
    {
        const string Older = """{"hospital":{"id":126,"name":"R","timeZone":"UTC"}}""";
        const string Newer = """{"hospital":{"id":126,"name":"R","timeZone":"UTC","invented":[1]},"later":true}""";

        foreach (var payload in new[] { Older, Newer })
        {
            var state = SettingsStorage.Json().Deserialize<HospitalState>(BinaryData.FromString(payload));

            Assert.Equal(TimeSpan.FromHours(4), state!.Hospital!.LongestPatientVisit);
            Assert.Empty(state.Hospital.ServiceTypes);
        }
    }

    [Fact]
    public async Task Connections_are_durable()
    {
        await using var cluster = await SettingsCluster.Start(Place);
        await using var settings = new SettingsDataSource(file.Path);
        await using var connection = await settings.OpenConnectionAsync();
        await using var command = connection.CreateCommand();

        command.CommandText = "pragma synchronous";
        Assert.Equal(2L, await command.ExecuteScalarAsync());
        command.CommandText = "pragma journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync());
        Assert.Equal(2, command.CommandTimeout);
    }

    private protected override bool IsSecondRow(DbException fault) =>
        fault is SqliteException { SqliteErrorCode: ConstraintViolated };
}

public sealed class PostgresSettingsStorageTests : SettingsStorageSuite, IDisposable
{
    private readonly SettingsOnPostgres place = new(PostgresServer.NewMigratedDatabase());

    private protected override ISettingsPlace Place => place;

    public void Dispose() => place.Dispose();

    private protected override bool IsSecondRow(DbException fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
