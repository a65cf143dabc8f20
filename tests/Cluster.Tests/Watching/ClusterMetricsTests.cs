using Scheduling.BookingRush;
using Scheduling.Cluster.Tests.Cluster;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Watching;

public sealed class ClusterMetricsTests
{
    [Fact]
    public async Task Silo_and_gateway_tell_who_watches_them_and_nobody_who_only_reaches_the_api()
    {
        await using var cluster = new TestCluster();
        using var folder = new Folder();
        var (silo, gateway) = (Loopback(), Loopback());
        await using var process = await ProgramProcess.Launch(
            "Silo", folder.Path, "--Cluster:Database", cluster.Database, "--Management:Url", silo.ToString(),
            "--Cluster:SiloPort", $"{TestCluster.FreePort()}", "--Cluster:GatewayPort", $"{TestCluster.FreePort()}").Ready();
        var api = await cluster.AddGateway("--Management:Url", gateway.ToString());
        await SmallRush.Run(api.Address, cluster.Tokens);

        var decided = await Scrape.Of(silo);
        var answered = await Scrape.Of(gateway);

        Assert.Equal(1, decided.Value("scheduling_decisions_total", ("command", "book"), ("outcome", "booked")));
        Assert.Equal(1, decided.Value("scheduling_commit_group_rows_sum"));
        Assert.Equal(1, answered.Value("scheduling_logins_total", ("outcome", "failed")));
        Assert.Equal(1, answered.Value(
            "http_server_request_duration_seconds_count",
            ("http_route", "/api/v3/patients/appointments/"), ("http_response_status_code", "200")));
        using var http = new HttpClient { BaseAddress = api.Address };
        using var refused = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal(404, (int)refused.StatusCode);
    }

    private static Uri Loopback() => new($"http://127.0.0.1:{TestCluster.FreePort()}");
}
