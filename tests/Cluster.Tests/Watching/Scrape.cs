using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.Cluster.Tests.Watching;

/// <summary>What a process told Prometheus at one moment.</summary>
internal sealed partial class Scrape
{
    private readonly List<Sample> samples;

    private Scrape(List<Sample> samples) => this.samples = samples;

    public IEnumerable<Sample> Samples => samples;

    public static async Task<Scrape> Of(Uri process)
    {
        using var http = new HttpClient { BaseAddress = process };
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return new Scrape([.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Parse)]);
    }

    /// <summary>Of one metric, whose labels are those named.</summary>
    public double Value(string metric, params (string Name, string Value)[] labels) => Assert.Single(
        samples, sample => sample.Metric == metric && labels.All(label =>
            sample.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    private static Sample Parse(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, line);
        return new Sample(
            match.Groups["metric"].Value,
            Label().Matches(match.Groups["labels"].Value).ToDictionary(
                label => label.Groups[1].Value, label => label.Groups[2].Value),
            double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity"), CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?<metric>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? (?<value>[^ ]+)( \d+)?$")]
    private static partial Regex Line();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Label();
}

internal sealed record Sample(string Metric, IReadOnlyDictionary<string, string> Labels, double Value);
