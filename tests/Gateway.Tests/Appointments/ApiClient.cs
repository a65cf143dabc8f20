using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>One caller at one of the API's two doors.</summary>
internal sealed record ApiClient(TestGateway Gateway, string Path, string? Token)
{
    public Task<RawAnswer> Book(JsonNode request, params string[] headers) =>
        Gateway.Send("POST", Path, Token, request, headers);

    public Task<RawAnswer> Reschedule(string id, JsonNode request, params string[] headers) =>
        Gateway.Send("PUT", $"{Path}/{id}", Token, request, headers);

    public Task<RawAnswer> Read(string id) => Gateway.Send("GET", $"{Path}/{id}", Token);

    public Task<RawAnswer> Cancel(string id, params string[] headers) =>
        Gateway.Send("DELETE", $"{Path}/{id}", Token, null, headers);

    /// <summary>Books what can be booked.</summary>
    /// <returns>The appointment's id.</returns>
    public async Task<string> Booked(JsonNode request, params string[] headers) =>
        (await Book(request, headers)).Succeeded().Id();
}
