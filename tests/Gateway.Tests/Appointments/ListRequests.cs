using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Lists, as tests ask for them.</summary>
internal static class ListRequests
{
    public static Task<RawAnswer> List(this ApiClient client, string query = "") =>
        client.Gateway.Send("GET", $"{client.Path}?{query}", client.Token);

    /// <summary>The ids of a list that is answered, in its order.</summary>
    public static async Task<string[]> Listed(this ApiClient client, string query = "") =>
        [.. (await client.List(query)).Succeeded().Rows().Select(row => (string)row["appointmentId"]!)];

    public static IEnumerable<JsonNode> Rows(this RawAnswer answer) =>
        answer.Json["data"]!.AsArray().Select(row => row!);
}
