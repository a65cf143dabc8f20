using System.Net;
using System.Net.Sockets;
using System.Text;
using Scheduling.Cluster.Tests.Cluster;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Grains.Tests.Tls;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>Real processes of a cluster, as docs/security.md sets them up.</summary>
public sealed class SecurityTests
{
    private const string Password = "s3cret-0f-the-database";

    [Fact]
    public async Task Silos_and_a_gateway_with_certificates_work_and_hear_nobody_else()
    {
        using var certificates = new CertificateFolder("member");
        await using var cluster = await new TestCluster(
            null,
            "--Cluster:Tls:CertificateFile", certificates.Certificate("member"),
            "--Cluster:Tls:KeyFile", certificates.Key("member"),
            "--Cluster:Tls:AuthorityFile", certificates.Authority).Start(silos: 2, gateways: 1);
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, cluster.Silos[0].Port);
        await stranger.GetStream().WriteAsync(new byte[64]);

        var heard = await stranger.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, heard);
        Assert.Contains("No TLS with 127.0.0.1:", await EndOf(cluster.Silos[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_secret_is_logged_where_everything_is()
    {
        var database = $"{PostgresServer.NewMigratedDatabase()};Password={Password}";
        await using var cluster = await new TestCluster(database, "--Logging:LogLevel:Default", "Trace")
            .Start(silos: 1, gateways: 1);
        using var client = new HttpClient { BaseAddress = cluster.Gateways[0].Address };
        var login = await client.PostAsync(
            "/api/v3/auth/user-sessions",
            new StringContent(
                """
                {"hospitalId":126,"userTypeId":1,"email":"guardian@example.org","password":"guardian-demo-1"}
                """,
                Encoding.UTF8,
                "application/json"));
        var token = (await login.Content.ReadAsStringAsync()).Split("\"accessToken\":\"")[1].Split('"')[0];
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await client.GetAsync("/api/v2/timezones")).EnsureSuccessStatusCode();

        var gateway = cluster.Gateways[0];
        gateway.Terminate();
        await gateway.End();
        var all = gateway.Output + gateway.Error + await EndOf(cluster.Silos[0]);

        Assert.Contains("dbug: ", all, StringComparison.Ordinal);
        string[] secrets = [Password, "guardian-demo-1", token, token.Split('.')[2], cluster.SigningKey, "AQAAAA"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    private static async Task<string> EndOf(SiloProcess silo)
    {
        silo.Process.Terminate();
        await silo.Process.End();
        return silo.Process.Output + silo.Process.Error;
    }
}
