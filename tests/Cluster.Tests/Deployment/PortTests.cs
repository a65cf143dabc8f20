namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>One number in several files, each in its own form: all mean the same port.</summary>
public sealed class PortTests
{
    private const string Management = "9464";
    private const string Api = "5080";

    [Fact]
    public void Programs_answer_where_prometheus_the_balancer_and_kubernetes_ask()
    {
        var image = Repository.Read("Dockerfile");
        var balancer = Repository.Read("deploy/haproxy/haproxy.cfg");

        Assert.Contains($"Management__Url=http://0.0.0.0:{Management}\n", image, StringComparison.Ordinal);
        Assert.Contains($"ASPNETCORE_URLS=http://0.0.0.0:{Api}\n", image, StringComparison.Ordinal);
        Assert.Contains($"check port {Management} ", balancer, StringComparison.Ordinal);
        Assert.Contains($" gateway:{Api}\n", balancer, StringComparison.Ordinal);
        Assert.All(
            Yaml.Read("deploy/prometheus/prometheus.yml").Items("scrape_configs"),
            job => Assert.Equal(Management, Assert.Single(job.Items("dns_sd_configs")).Text("port")));
    }

    [Fact]
    public void Balancer_sends_again_only_what_no_gateway_took()
    {
        var lines = Repository.Read("deploy/haproxy/haproxy.cfg").Split('\n').Select(line => line.Trim()).ToList();

        Assert.Equal(["retry-on conn-failure"], lines.Where(line => line.StartsWith("retry-on", StringComparison.Ordinal)));
        Assert.Contains("http-request set-header X-Forwarded-For %[src]", lines);
        Assert.Contains(lines, line => line.StartsWith("http-request return status 404 if", StringComparison.Ordinal)
            && line.Contains("/metrics", StringComparison.Ordinal));
    }
}
