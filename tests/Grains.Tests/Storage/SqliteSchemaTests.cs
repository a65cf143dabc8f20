using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests.Storage;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("schedule-schema-").FullName;

    private string Database => Path.Combine(folder, "schedule.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Migrate_again_changes_nothing()
    {
        SqliteSchema.Migrate(Database);
        var before = Journal();

        SqliteSchema.Migrate(Database);

        Assert.Equal(before, Journal());
        Assert.Equal("0001_facts.sql", before[0]);
    }

    [Fact]
    public void Migrate_a_newer_schema_is_refused_with_its_name()
    {
        SqliteSchema.Migrate(Database);
        Run("insert into SchemaVersions (ScriptName, Applied) values ('9999_later.sql', '2031-01-01')");

        var refusal = Assert.Throws<ScheduleDatabaseException>(() => SqliteSchema.Migrate(Database));

        Assert.Contains("9999_later.sql", refusal.Message);
        Assert.Contains("newer version", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Migrate_a_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Database, new string('x', 5_000));

        var refusal = Assert.Throws<ScheduleDatabaseException>(() => SqliteSchema.Migrate(Database));

        Assert.Contains(Database, refusal.Message);
    }

    [Fact]
    public void Migrate_in_a_folder_that_does_not_exist_is_refused() =>
        Assert.Throws<ScheduleDatabaseException>(
            () => SqliteSchema.Migrate(Path.Combine(folder, "none", "schedule.db")));

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void Open_an_option_outside_its_range_names_it(int groupRows)
    {
        var options = new SqliteStoreOptions { Path = Database };
        options.Queue.GroupRows = groupRows;

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(
            () => SqliteScheduleStore.Open(options, TimeProvider.System));

        Assert.Equal(nameof(options.Queue.GroupRows), refusal.ParamName);
    }

    [Fact]
    public async Task AddSqliteScheduleStore_gives_one_store_that_ends_with_its_container()
    {
        var provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSqliteScheduleStore(options => options.Path = Database)
            .BuildServiceProvider();

        var store = provider.GetRequiredService<IScheduleStore>();
        await store.Ping();
        await provider.GetRequiredService<IStoreLifetime>().Close();
        await provider.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(store.Ping);
    }

    private List<string> Journal()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select ScriptName from SchemaVersions order by ScriptName";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
