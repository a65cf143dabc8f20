using System.Diagnostics;
using Npgsql;
using Scheduling.Grains.Tests.Tls;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>A server that takes TLS only, as <c>docs/security.md</c> sets it up, and stores that verify it.</summary>
public sealed class PostgresTlsTests : IDisposable
{
    private readonly CertificateFolder ours = new("postgres");
    private readonly CertificateFolder foreign = new();
    private readonly PostgresServer server = PostgresServer.Start();
    private readonly string database;

    public PostgresTlsTests()
    {
        database = PostgresServer.NewMigratedDatabase(server.ConnectionString);
        Give(ours.Certificate("postgres"), "server.crt");
        Give(ours.Key("postgres"), "server.key");
        File.WriteAllText(Path.Combine(server.DataDirectory, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust\n");
        PostgresServer.Run(server.ConnectionString, "alter system set ssl = on");
        PostgresServer.Run(server.ConnectionString, "select pg_reload_conf()");
        server.Restart();
    }

    public void Dispose()
    {
        server.Dispose();
        ours.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public async Task A_store_verifies_the_server_and_all_its_connections_are_encrypted()
    {
        var stores = new PostgresStores(Verifying(ours.Authority));
        var store = stores.Open();
        await store.Ping();
        await store.ReadBlockVersion(new Key(126, Guid.Empty));

        Assert.Equal(
            "t",
            PostgresServer.Scalar<string>(
                stores.Database,
                "select string_agg(distinct case when ssl then 't' else 'f' end, '') from pg_stat_ssl"
                + " join pg_stat_activity using (pid) where application_name = 'scheduling'"));
        await stores.Close();
    }

    [Fact]
    public void A_server_of_another_authority_is_refused_in_one_line() =>
        Assert.Matches(
            "^PostgreSQL 127.0.0.1:[0-9]+/.* cannot be used as a database: [^\n]+$",
            Assert.Throws<ScheduleDatabaseException>(
                () => PostgresSchema.Check(Verifying(foreign.Authority))).Message);

    [Fact]
    public void A_connection_without_tls_is_refused_by_the_server()
    {
        var plain = new NpgsqlConnectionStringBuilder(database) { SslMode = SslMode.Disable };

        Assert.Throws<ScheduleDatabaseException>(() => PostgresSchema.Check(plain.ConnectionString));
    }

    private string Verifying(string authority) =>
        $"{database};SSL Mode=VerifyFull;Root Certificate={authority}";

    /// <summary>The server reads its key only where nobody else can.</summary>
    private void Give(string file, string name)
    {
        var given = Path.Combine(server.DataDirectory, name);
        string[] owner = Environment.IsPrivilegedProcess ? ["-o", "postgres"] : [];
        using var install = Process.Start("install", ["-m", "600", .. owner, file, given]);
        install.WaitForExit();
        Assert.Equal(0, install.ExitCode);
    }
}
