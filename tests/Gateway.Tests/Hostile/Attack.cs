using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>A request on its way from a good one to a hostile one; <see cref="ToBytes"/> is what is sent.</summary>
internal sealed record Attack
{
    public required Operation Operation { get; init; }

    /// <summary>Of what stands in braces in the path; sent as they are.</summary>
    public required ImmutableDictionary<string, string> Ids { get; init; }

    /// <summary>Names and values; sent as they are.</summary>
    public ImmutableArray<(string Name, string Value)> Query { get; init; } = [];

    public required ImmutableArray<(string Name, string Value)> Headers { get; init; }

    /// <summary>Not where the endpoint takes none.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>What is written into the body where a member's value is one of these names.</summary>
    public ImmutableDictionary<string, string> Inserts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What happens to the body's bytes at last.</summary>
    public ImmutableArray<Func<byte[], byte[]>> Cuts { get; init; } = [];

    /// <summary>What was done to it, for who reads of a failure.</summary>
    public ImmutableArray<string> Story { get; init; } = [];

    /// <summary>Whether what the HTTP parser sees may be no HTTP: such an answer has no body.</summary>
    public bool MayBreakHttp { get; init; }

    public Attack Says(string what) => this with { Story = Story.Add(what) };

    public byte[] ToBytes()
    {
        var body = BodyBytes();
        var head = new StringBuilder($"{Operation.Method} {Target()} HTTP/1.1\r\n");
        head.Append("Host: localhost\r\nConnection: close\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (body.Length > 0 && !Headers.Any(header => IsLength(header.Name)))
        {
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    public override string ToString() =>
        $"{Operation.Name}: {string.Join("; ", Story)}\n{Shown(Encoding.Latin1.GetString(ToBytes()))}";

    private static bool IsLength(string name) =>
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string request) => request.Length <= 3_000 ? request : request[..3_000] + "…";

    private string Target()
    {
        var path = Ids.Aggregate(
            Operation.Path, (text, id) => text.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
        return Query.IsEmpty ? path : $"{path}?{string.Join('&', Query.Select(pair => $"{pair.Name}={pair.Value}"))}";
    }

    private byte[] BodyBytes()
    {
        if (Body is null)
        {
            return [];
        }

        var text = Inserts.Aggregate(
            Body.ToJsonString(), (json, raw) => json.Replace($"\"{raw.Key}\"", raw.Value, StringComparison.Ordinal));
        return Cuts.Aggregate(Encoding.UTF8.GetBytes(text), (bytes, cut) => cut(bytes));
    }
}
