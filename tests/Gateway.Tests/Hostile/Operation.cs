using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// One endpoint as the served document describes it: a new one is attacked without anybody remembering.
/// </summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Query">Names of the parameters of the query string.</param>
/// <param name="Headers">Names of the headers that it looks at.</param>
/// <param name="Bodies">Examples of bodies; none where it takes none.</param>
/// <param name="NeedsToken">Whether the document says so.</param>
internal sealed record Operation(
    string Method,
    string Path,
    ImmutableArray<string> Query,
    ImmutableArray<string> Headers,
    ImmutableArray<JsonNode> Bodies,
    bool NeedsToken)
{
    public string Name => $"{Method} {Path}";

    /// <summary>Names of the parameters in the path.</summary>
    public ImmutableArray<string> Ids =>
        [.. Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'))];

    public bool IsWrite => Method != "GET";

    /// <summary>Every endpoint of the API, in the document's order.</summary>
    public static ImmutableArray<Operation> All(JsonObject document) =>
    [
        .. document["paths"]!.AsObject()
            .Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject().Select(operation => Read(path.Key, operation)))
            .Where(operation => !operation.Path.EndsWith("/who", StringComparison.Ordinal)
                && !operation.Path.EndsWith("/manage", StringComparison.Ordinal)),
    ];

    private static Operation Read(string path, KeyValuePair<string, JsonNode?> operation) => new(
        operation.Key.ToUpperInvariant(),
        path,
        Parameters(operation.Value!, "query"),
        Parameters(operation.Value!, "header"),
        [.. Examples(operation.Value!).Select(example => example.Value!["value"]!.DeepClone())],
        operation.Value!["security"] is not null);

    private static ImmutableArray<string> Parameters(JsonNode operation, string place) =>
    [
        .. (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string)parameter!["in"]! == place)
            .Select(parameter => (string)parameter!["name"]!),
    ];

    private static JsonObject Examples(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["examples"]?.AsObject() ?? [];
}
