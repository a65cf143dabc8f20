using System.Globalization;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Holds;

/// <summary>How tests hold time; each through the door of the client that it books with.</summary>
internal static class HoldClient
{
    public static Task<RawAnswer> Hold(this ApiClient client, object block, JsonNode request) =>
        client.Gateway.Send("POST", Path(client, block), client.Token, request);

    /// <summary>Holds what can be held.</summary>
    /// <returns>The hold's id.</returns>
    public static async Task<string> Held(this ApiClient client, object block, JsonNode request) =>
        (string)(await client.Hold(block, request)).Succeeded().Json["holdId"]!;

    public static Task<RawAnswer> ReleaseHold(this ApiClient client, object block, string hold) =>
        client.Gateway.Send("DELETE", $"{Path(client, block)}/{hold}", client.Token);

    /// <summary>The time of a visit, asked for as a hold.</summary>
    public static JsonObject AsHold(this JsonObject visit) => new()
    {
        ["startTime"] = visit["startTime"]!.DeepClone(),
        ["endTime"] = visit["endTime"]!.DeepClone(),
        ["participants"] = visit["participants"]!.DeepClone(),
        ["appointmentTypeCode"] = visit["appointmentTypeCode"]!.DeepClone(),
        ["serviceTypeId"] = visit["serviceTypeId"]!.DeepClone(),
    };

    public static DateTimeOffset ExpiresAt(this RawAnswer answer) =>
        DateTimeOffset.Parse((string)answer.Json["expiresAt"]!, CultureInfo.InvariantCulture);

    /// <summary>A block's holds, behind the same door as appointments.</summary>
    private static string Path(ApiClient client, object block) =>
        client.Path.Replace("/appointments", $"/availability-blocks/{block}/holds", StringComparison.Ordinal);
}
