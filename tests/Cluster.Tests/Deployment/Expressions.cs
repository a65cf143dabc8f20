using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>Everything that is asked of Prometheus, wherever it is written.</summary>
internal static partial class Expressions
{
    public static IReadOnlyList<JsonNode> Alerts { get; } =
        [.. Yaml.Read("deploy/prometheus/alerts.yml").Items("groups").SelectMany(group => group.Items("rules"))];

    public static JsonNode Dashboard { get; } = JsonNode.Parse(Repository.Read("deploy/grafana/dashboards/scheduling.json"))!;

    /// <summary>Each with where it stands.</summary>
    public static IEnumerable<(string Place, string Expression)> All() =>
        Alerts.Select(alert => (alert.Text("alert")!, alert.Text("expr")!))
            .Concat(Dashboard.Items("panels").SelectMany(panel => panel.Items("targets").Select(target =>
                (panel.Text("title")!, target.Text("expr")!.Replace("$__rate_interval", "5m", StringComparison.Ordinal)))))
            .Concat(Directory.GetFiles(Repository.Path("docs/runbooks")).SelectMany(page =>
                Asked().Matches(File.ReadAllText(page)).SelectMany(block => block.Groups[1].Value.Trim().Split('\n'))
                    .Select(line => (Path.GetFileName(page), line))));

    [GeneratedRegex(@"```promql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Asked();
}
