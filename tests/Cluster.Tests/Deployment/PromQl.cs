using System.Text.RegularExpressions;

namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>What an expression reads: metrics, and the labels that it expects them to have.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words =
    [
        "by", "without", "on", "ignoring", "and", "or", "unless", "bool", "group_left", "group_right", "offset", "inf", "nan",
    ];

    private static readonly HashSet<string> Functions =
    [
        "sum", "count", "max", "min", "avg", "rate", "increase", "histogram_quantile", "vector", "absent",
    ];

    /// <summary>Every metric, with the labels that are matched on it.</summary>
    public static IEnumerable<(string Metric, IReadOnlyList<string> Labels)> Reads(string expression)
    {
        var text = Grouping().Replace(Text().Replace(expression, "''"), " ");
        foreach (Match name in Name().Matches(text))
        {
            var word = name.Groups["name"].Value;
            if (!Words.Contains(word) && !Functions.Contains(word))
            {
                yield return (word, [.. Label().Matches(name.Groups["labels"].Value).Select(each => each.Groups[1].Value)]);
            }
        }
    }

    /// <summary>What of its form is wrong; nothing where nothing is.</summary>
    public static string? Fault(string expression)
    {
        var text = Text().Replace(expression, "''");
        var open = new Stack<char>();
        foreach (var sign in text)
        {
            if (sign is '(' or '{' or '[')
            {
                open.Push(sign switch { '(' => ')', '{' => '}', _ => ']' });
            }
            else if (sign is ')' or '}' or ']' && (!open.TryPop(out var expected) || expected != sign))
            {
                return $"{sign} closes nothing";
            }
        }

        return open.Count > 0 ? $"{open.Peek()} is missing"
            : Called().Matches(text).Select(call => call.Groups[1].Value)
                .FirstOrDefault(name => !Functions.Contains(name) && !Words.Contains(name)) is { } unknown
                ? $"{unknown} is no function"
                : null;
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(?<![\w.$])(?<name>[a-zA-Z_][\w:]*)\s*(\{(?<labels>[^}]*)\})?")]
    private static partial Regex Name();

    [GeneratedRegex(@"(\w+)\s*(=~|!~|!=|=)")]
    private static partial Regex Label();

    [GeneratedRegex(@"([a-z_]+)\s*\(")]
    private static partial Regex Called();
}
