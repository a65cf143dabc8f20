namespace Scheduling.Cluster.Tests.Deployment;

public sealed class AlertTests
{
    public static TheoryData<string> Names => [.. Expressions.Alerts.Select(alert => alert.Text("alert")!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Alert_says_how_bad_it_is_and_where_to_read_on(string name)
    {
        var alert = Expressions.Alerts.Single(each => each.Text("alert") == name);
        var page = $"docs/runbooks/{name}.md";

        Assert.Matches("^(critical|warning)$", alert.Text("labels", "severity")!);
        Assert.NotNull(alert.Text("annotations", "summary"));
        Assert.Equal(page, alert.Text("annotations", "runbook"));
        var text = Repository.Read(page);
        Assert.StartsWith($"# {name}\n", text, StringComparison.Ordinal);
        Assert.All(["## What it means\n", "## What to look at\n", "## What to do\n"], heading =>
            Assert.Contains(heading, text, StringComparison.Ordinal));
        Assert.Contains("```", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_belongs_to_an_alert() => Assert.Equal(
        Expressions.Alerts.Select(alert => alert.Text("alert")).Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Path("docs/runbooks")).Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Prometheus_is_given_the_alerts_and_finds_every_process()
    {
        var prometheus = Yaml.Read("deploy/prometheus/prometheus.yml");
        var mounts = Yaml.Read("docker-compose.yml").Items("services", "prometheus", "volumes")
            .Select(volume => volume.GetValue<string>());

        var rules = Assert.Single(prometheus.Items("rule_files")).GetValue<string>();
        Assert.Contains($"./deploy/prometheus/alerts.yml:{rules}:ro", mounts);
        Assert.Equal(
            ["scheduling-silo", "scheduling-gateway"],
            prometheus.Items("scrape_configs").Select(job => job.Text("job_name")));
    }

    [Fact]
    public void Expressions_are_well_formed() => Assert.All(Expressions.All(), asked =>
        Assert.Null(PromQl.Fault(asked.Expression)));

    [Theory]
    [InlineData("sum(up")]
    [InlineData("up{job=\"a\"})")]
    [InlineData("summ(up)")]
    public void A_broken_expression_is_noticed(string expression) => Assert.NotNull(PromQl.Fault(expression));
}
