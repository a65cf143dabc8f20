using System.Text.RegularExpressions;
using Scheduling.Cluster.Tests.Deployment;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Watching;

public sealed partial class MetricsTests
{
    /// <summary>Prometheus itself gives these to everything that it reads.</summary>
    private static readonly string[] OfPrometheus = ["job", "instance"];

    [Fact]
    public async Task Metrics_count_what_happened_in_the_words_of_an_appointment_book()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        await SmallRush.Run(gateway.Address, folder.Tokens);

        var scrape = await Scrape.Of(gateway.Address);

        Assert.Equal(1, scrape.Value("scheduling_decisions_total", ("command", "book"), ("outcome", "booked")));
        Assert.Equal(1, scrape.Value("scheduling_decisions_total", ("command", "book"), ("outcome", "time_taken")));
        Assert.Equal(1, scrape.Value("scheduling_blocks_live"));
        Assert.Equal(1, scrape.Value("scheduling_commit_group_rows_sum"));
        Assert.Equal(1, scrape.Value("scheduling_commit_group_duration_seconds_count", ("result", "done")));
        Assert.Equal(0, scrape.Value("scheduling_commit_queue_rows"));
        Assert.Equal(0, scrape.Value("scheduling_fences_lost_total", ("fence", "block")));
        Assert.Equal(1, scrape.Value("scheduling_logins_total", ("outcome", "failed")));
        Assert.Equal(0, scrape.Value("scheduling_requests_refused_total", ("reason", "overloaded")));
        Assert.Equal(1, scrape.Value(
            "http_server_request_duration_seconds_count",
            ("http_route", "/api/v3/patients/appointments/"), ("http_response_status_code", "200")));
    }

    [Fact]
    public async Task Metrics_have_what_alerts_dashboard_and_runbooks_ask_for()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        await SmallRush.Run(gateway.Address, folder.Tokens);

        var scrape = await Scrape.Of(gateway.Address);

        var exported = scrape.Samples.GroupBy(sample => sample.Metric).ToDictionary(
            samples => samples.Key, samples => samples.SelectMany(sample => sample.Labels.Keys).Concat(OfPrometheus).ToHashSet());
        exported["up"] = [.. OfPrometheus];
        Assert.All(Expressions.All(), asked => Assert.All(PromQl.Reads(asked.Expression), read =>
        {
            Assert.True(exported.ContainsKey(read.Metric), $"{asked.Place}: {read.Metric}");
            Assert.Subset(exported[read.Metric], read.Labels.ToHashSet());
        }));
    }

    [Fact]
    public async Task Metrics_name_no_hospital_person_or_block()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        await SmallRush.Run(gateway.Address, folder.Tokens);

        var scrape = await Scrape.Of(gateway.Address);

        var own = scrape.Samples.Where(sample => sample.Metric.StartsWith("scheduling_", StringComparison.Ordinal));
        Assert.Subset(
            new HashSet<string> { "command", "outcome", "result", "fence", "reason", "le" },
            own.SelectMany(sample => sample.Labels.Keys).ToHashSet());
        Assert.DoesNotContain(scrape.Samples.SelectMany(sample => sample.Labels.Values), value =>
            value == "126" || Guid.TryParse(value, out _));
    }

    [Fact]
    public async Task Metrics_of_our_own_are_those_that_are_documented()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start();
        await SmallRush.Run(gateway.Address, folder.Tokens);

        var scrape = await Scrape.Of(gateway.Address);

        var exported = scrape.Samples.Select(sample => OfHistogram().Replace(sample.Metric, ""))
            .Where(metric => metric.StartsWith("scheduling_", StringComparison.Ordinal));
        Assert.Equal(
            exported.Distinct().Order(StringComparer.Ordinal),
            Documented().Matches(Repository.Read("docs/watching.md")).Select(match => match.Groups[1].Value)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Metrics_switched_off_are_no_path()
    {
        using var folder = new Folder();
        await using var gateway = await folder.Start("--Telemetry:Metrics", "false");
        using var http = new HttpClient { BaseAddress = gateway.Address };

        using var answer = await http.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(404, (int)answer.StatusCode);
    }

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex OfHistogram();

    [GeneratedRegex(@"^\| `(scheduling_\w+)`", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
