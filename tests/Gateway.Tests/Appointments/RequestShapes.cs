using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Requests with one thing changed, however deep, and what every refusal of a shape has.</summary>
internal static partial class RequestShapes
{
    private static int visits;

    /// <summary>The sample, for a minute of tomorrow's block that no other test asks for.</summary>
    public static JsonObject Fresh() => At(Interlocked.Increment(ref visits) - 1, length: 1);

    /// <param name="request">The request.</param>
    /// <param name="path">As in <c>participants[1].personId</c>.</param>
    /// <param name="json">The member's new value, as JSON text.</param>
    public static JsonObject Change(this JsonObject request, string path, string json)
    {
        var (parent, last) = Find(request, path);
        if (parent is JsonArray array)
        {
            array[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json);
        }
        else
        {
            parent[last] = JsonNode.Parse(json);
        }

        return request;
    }

    public static JsonObject Without(this JsonObject request, string path)
    {
        var (parent, last) = Find(request, path);
        parent.AsObject().Remove(last);
        return request;
    }

    /// <summary>A door's path, token and appointment type for the guardian or for staff.</summary>
    public static Task<RawAnswer> PostAt(this TestGateway gateway, string door, JsonObject request) =>
        gateway.Send("POST", door, door == Admin ? gateway.AdasToken() : gateway.GuardiansToken(), request);

    /// <summary>A body as it is, sent by the guardian.</summary>
    public static Task<RawAnswer> PostText(this TestGateway gateway, string body, params string[] headers) =>
        gateway.Raw.Send("POST", Patients, body, [$"Authorization: Bearer {gateway.GuardiansToken()}", .. headers]);

    /// <inheritdoc cref="PostText"/>
    public static Task<RawAnswer> PostBytes(this TestGateway gateway, byte[] body, params string[] headers) =>
        gateway.Raw.Send("POST", Patients, body, [$"Authorization: Bearer {gateway.GuardiansToken()}", .. headers]);

    /// <summary>Refused for its shape, with exactly these members at fault, in this order.</summary>
    public static void AssertFaults(this RawAnswer answer, params string[] paths)
    {
        Assert.True(answer.Status == 400, $"{answer.StatusLine} {answer.Body}");
        Assert.Equal(1000400, answer.Code);
        var errors = answer.Json["errors"]!.AsObject();
        Assert.Equal(paths, errors.Select(error => error.Key));
        Assert.Equal(answer.Message, (string)errors[0]![0]!);
        Assert.All(errors, error => Assert.All(error.Value!.AsArray(), text => Assert.NotEmpty((string)text!)));
    }

    public static void AssertBooked(this RawAnswer answer) =>
        Assert.True(answer.Status == 200, $"{answer.StatusLine} {answer.Body}");

    private static (JsonNode Parent, string Last) Find(JsonObject request, string path)
    {
        var steps = Steps().Matches(path).Select(step => step.Value).ToArray();
        var parent = steps[..^1].Aggregate((JsonNode)request, (node, step) =>
            int.TryParse(step, out var index) ? node[index]! : node[step]!);
        return (parent, steps[^1]);
    }

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Steps();
}
