using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Scheduling.Cluster.Tests.Deployment;

/// <summary>YAML as JSON, anchors and merges resolved. Every scalar is a string.</summary>
internal static class Yaml
{
    private static readonly IDeserializer Deserializer = new DeserializerBuilder().Build();
    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    public static JsonNode Read(string path) => Assert.Single(ReadAll(path));

    /// <summary>Every document of a file.</summary>
    /// <exception cref="YamlException">It is no YAML, or has a key twice.</exception>
    public static IReadOnlyList<JsonNode> ReadAll(string path)
    {
        var parser = new MergingParser(new Parser(new StringReader(Repository.Read(path))));
        parser.Consume<StreamStart>();
        var documents = new List<JsonNode>();
        while (!parser.Accept<StreamEnd>(out _))
        {
            documents.Add(JsonNode.Parse(Json.Serialize(Deserializer.Deserialize(parser)!))!);
        }

        return documents;
    }

    /// <summary>What is at a path of members; nothing where one of them is not there.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            node = (node as JsonObject)?[member];
        }

        return node;
    }

    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValue<string>();

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray ?? []).Select(item => item!);

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(
        this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject ?? [];
}
