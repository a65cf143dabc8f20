using Xunit.Abstractions;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>
/// What operators do in a rush is not noticed by who sends an Idempotency-Key and asks once more: a polite stop, one
/// silo more, a restart of everything, one process after the other.
/// </summary>
public sealed class ChangeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Polite_stop_and_a_silo_more_mid_rush_are_not_noticed()
    {
        await using var cluster = await new TestCluster(null, TestCluster.Patient).Start(silos: 2, gateways: 2);
        var rivals = await Rivals.Begin(cluster);

        await cluster.AddSilo();
        await rivals.GoOn();
        cluster.Silos[0].Process.Terminate();
        Assert.Equal(0, await cluster.Silos[0].Process.End());
        await rivals.GoOn();
        await rivals.End();

        Assert.True(rivals.Failures.Count == 0, string.Join(Environment.NewLine, rivals.Failures));
        Assert.Empty(await rivals.Audit());
    }

    /// <remarks>
    /// It says how many noticed it. That is nobody where processors have time; where forty processes wait for two of them
    /// a request may wait for its whole time twice, so what is asserted is that hardly anybody did, and nothing was lost.
    /// </remarks>
    [Fact]
    public async Task Rolling_restart_of_everything_mid_rush_loses_nothing_and_is_hardly_noticed()
    {
        await using var cluster = await new TestCluster(null, TestCluster.Patient).Start(silos: 2, gateways: 2);
        var rivals = await Rivals.Begin(cluster);

        foreach (var silo in cluster.Silos.ToList())
        {
            silo.Process.Terminate();
            Assert.Equal(0, await silo.Process.End());
            await cluster.LaunchSilo(like: silo).Process.Ready();
            await rivals.GoOn();
        }

        foreach (var gateway in cluster.Gateways.ToList())
        {
            gateway.Terminate();
            Assert.Equal(0, await gateway.End());
            await cluster.RestartGateway(gateway);
            await rivals.GoOn();
        }

        await rivals.End();
        output.WriteLine($"{rivals.Settled} requests, {rivals.Retried} asked once more, {rivals.Failures.Count} in vain");
        rivals.Failures.ToList().ForEach(output.WriteLine);
        Assert.InRange(rivals.Failures.Count, 0, rivals.Settled / 100);
        Assert.Empty(await rivals.Audit());
    }
}
