using Scheduling.BookingRush;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>What keeps a process from joining a cluster is told in one line, and nothing of a secret in it.</summary>
public sealed class StartTests
{
    private const string Secret = "open-sesame-5";

    [Theory]
    [InlineData("Silo", "Cluster:Database is missing")]
    [InlineData("Silo", "Cluster:Database is no connection string", "--Cluster:Database", $"Hosd=x;Password={Secret}")]
    [InlineData("Silo", "has to name a Host and a Database", "--Cluster:Database", $"Password={Secret}")]
    [InlineData("Silo", "Cluster:DatabaseFile /dev/null/dsn cannot be read", "--Cluster:DatabaseFile", "/dev/null/dsn")]
    [InlineData("Silo", "SiloPort", "--Cluster:SiloPort", "0")]
    [InlineData("Silo", "ProbeSeconds", "--Cluster:ProbeSeconds", "0.1")]
    [InlineData("Silo", "SiloPrt", "--Cluster:SiloPrt", "1")]
    [InlineData("Silo", "Role \"embedded\"", "--Role", "embedded")]
    [InlineData("Silo", "Management:Uri is not a setting", "--Management:Uri", "http://127.0.0.1:0")]
    [InlineData("Gateway", "Auth:SigningKey is missing", "--Role", "gateway")]
    [InlineData("Gateway", "Auth:SigningKey is missing", "--Role", "gateway+silo")]
    [InlineData("Gateway", "the role is embedded", "--Cluster:SiloPort", "1")]
    [InlineData("Gateway", "Role \"silo\"", "--Role", "silo")]
    public async Task Start_with_a_mistake_says_so_in_one_line(string program, string says, params string[] arguments)
    {
        string[] database = arguments is ["--Cluster:SiloPort" or "--Cluster:ProbeSeconds" or "--Management:Uri", ..]
            ? ["--Cluster:Database", "Host=127.0.0.1;Port=1;Database=x"]
            : [];

        await Refused(says, program, [.. arguments, .. database]);
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task Start_without_a_database_says_so_in_one_line(string program) => await Refused(
        "cannot be used as a database",
        program,
        Arguments(program, $"Host=127.0.0.1;Port={TestCluster.FreePort()};Database=x;Username=x;Password={Secret}"));

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task Start_on_a_database_that_was_never_migrated_says_so(string program) =>
        await Refused("Run migrate", program, Arguments(program, PostgresServer.NewDatabase()));

    [Theory]
    [InlineData("Silo")]
    [InlineData("Silo", "migrate")]
    public async Task Start_on_a_newer_schema_says_so(string program, params string[] command)
    {
        var database = PostgresServer.NewMigratedDatabase();
        PostgresServer.Run(
            database, "insert into schema_versions (scriptname, applied) values ('9999_later.sql', now())");

        await Refused("newer version", program, [.. command, .. Arguments(program, database)]);
    }

    [Fact]
    public async Task Migrate_says_what_it_did_and_does_it_once()
    {
        var database = PostgresServer.NewDatabase();
        using var folder = new Embedded.Folder();

        string[] migrate = ["migrate", "--Cluster:Database", database];
        await using var first = await ProgramProcess.RunToTheEnd("Silo", folder.Path, migrate);
        await using var second = await ProgramProcess.RunToTheEnd("Silo", folder.Path, migrate);

        Assert.Equal((0, 0), (await first.End(), await second.End()));
        Assert.Contains("0001_facts.sql", first.Output, StringComparison.Ordinal);
        Assert.Contains("0008_cluster.sql", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(".sql", second.Output, StringComparison.Ordinal);
    }

    private static string[] Arguments(string program, string database) => program == "Silo"
        ? ["--Cluster:Database", database]
        : ["--Cluster:Database", database, "--Role", "gateway", "--Auth:SigningKey", new string('A', 64)];

    private static async Task Refused(string says, string program, string[] arguments)
    {
        using var folder = new Embedded.Folder();

        await using var process = await ProgramProcess.RunToTheEnd(program, folder.Path, arguments);

        Assert.Equal(1, await process.End());
        Assert.Contains(says, process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', process.Error);
        Assert.DoesNotContain(Secret, process.Error, StringComparison.Ordinal);
        Assert.Equal("", process.Output.Trim());
    }
}
