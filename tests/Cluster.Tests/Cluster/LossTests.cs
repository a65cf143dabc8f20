using System.Net;
using System.Net.Sockets;
using Scheduling.Grains.Tests.Storage.Postgres;
using Xunit.Abstractions;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>
/// Whatever is lost in a rush, what was promised is there, once, and everything can be booked again soon.
/// </summary>
public sealed class LossTests(ITestOutputHelper output)
{
    /// <summary>
    /// What is promised; by the clocks of those who watch a killed silo it is three seconds, a frozen one eight and a
    /// half.
    /// </summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whoever calls a frozen silo's block waits ten seconds for an answer that does not come, and asks again. Each test
    /// says how long it was.
    /// </summary>
    private static readonly TimeSpan WithACallersPatience = Promised + TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Kill_of_a_silo_mid_rush_loses_nothing_and_its_blocks_answer_soon()
    {
        await using var cluster = await new TestCluster().Start(silos: 3, gateways: 2);
        var rivals = await Rivals.Begin(cluster);

        var killed = TimeProvider.System.GetUtcNow();
        await cluster.Silos[1].Process.Kill();
        await rivals.GoOn();
        var declared = Membership.DeclaredDead(cluster.Database, cluster.Silos[1].Port) - killed;
        await rivals.End();

        output.WriteLine(
            $"Declared dead {declared.TotalSeconds:0.0} s after kill -9, longest outage of a block "
            + $"{rivals.LongestOutage.TotalSeconds:0.0} s");
        Assert.NotEqual(0, rivals.Retried);
        Assert.Empty(await rivals.Audit());
        Assert.InRange(declared, TimeSpan.Zero, Promised);
        Assert.InRange(rivals.LongestOutage, TimeSpan.Zero, Promised);
    }

    [Fact]
    public async Task Zombie_silo_is_declared_dead_in_time_and_loses_at_the_version_check()
    {
        await using var cluster = await new TestCluster().Start(silos: 3, gateways: 1);
        var rivals = await Rivals.Begin(cluster);
        var zombie = cluster.Silos[0].Process;

        var frozen = TimeProvider.System.GetUtcNow();
        zombie.Freeze();
        await rivals.GoOn();
        var declared = Membership.DeclaredDead(cluster.Database, cluster.Silos[0].Port) - frozen;
        zombie.Thaw();
        await rivals.GoOn();
        await rivals.End();

        output.WriteLine(
            $"Declared dead {declared.TotalSeconds:0.0} s after it was frozen, longest outage of a block "
            + $"{rivals.LongestOutage.TotalSeconds:0.0} s");
        Assert.NotEqual(0, rivals.Retried);
        Assert.Empty(await rivals.Audit());
        Assert.InRange(declared, TimeSpan.Zero, Promised);
        Assert.InRange(rivals.LongestOutage, TimeSpan.Zero, WithACallersPatience);
        // It finds itself declared dead, and goes.
        Assert.NotEqual(0, await zombie.End());
    }

    [Fact]
    public async Task All_silos_lost_and_back_while_their_gateway_stays()
    {
        await using var cluster = await new TestCluster(null, TestCluster.Patient).Start(silos: 2, gateways: 1);
        var rivals = await Rivals.Begin(cluster);

        await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.Kill()));
        await rivals.Hit();
        var again = cluster.Silos.Select(silo => cluster.LaunchSilo(like: silo)).ToList();
        await Task.WhenAll(again.Select(silo => silo.Process.Ready()));
        await rivals.GoOn();
        await rivals.End();

        Assert.Empty(await rivals.Audit());
    }

    [Fact]
    public async Task Database_killed_mid_rush_and_restarted()
    {
        using var server = PostgresServer.Start();
        var database = PostgresServer.NewMigratedDatabase(server.ConnectionString);
        await using var cluster = await new TestCluster(database, TestCluster.Patient)
            .Start(silos: 2, gateways: 1);
        var rivals = await Rivals.Begin(cluster);

        server.Restart();
        await rivals.GoOn();
        await rivals.End();

        Assert.All(cluster.Silos, silo => Assert.True(silo.Process.IsRunning));
        Assert.DoesNotContain("CodecNotFound", cluster.Gateways[0].Output, StringComparison.Ordinal);
        Assert.Empty(await rivals.Audit());
    }

    [Fact]
    public async Task Gateway_started_before_any_silo_lives_is_not_ready_and_finds_them()
    {
        await using var cluster = new TestCluster(null, TestCluster.Patient);
        var address = new Uri($"http://127.0.0.1:{TestCluster.FreePort()}");
        var gateway = cluster.LaunchGateway(address);
        using var http = new HttpClient { BaseAddress = address };
        await Listening(address);

        var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        await cluster.AddSilo();
        await gateway.Ready();
        var readyNow = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.NotNull(ready.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, readyNow.StatusCode);
    }

    /// <summary>Nothing says so before it is ready: whether somebody listens only a connection shows.</summary>
    private static async Task Listening(Uri address)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }
}
