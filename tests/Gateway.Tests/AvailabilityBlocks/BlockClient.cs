using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>One caller of the blocks' endpoints.</summary>
internal sealed record BlockClient(TestGateway Gateway, string? Token, string Door = BlockClient.Path)
{
    public const string Path = "/api/v3/admin/availability-blocks";

    public Task<RawAnswer> Open(JsonNode request) => Gateway.Send("POST", Door, Token, request);

    public Task<RawAnswer> Read(string id) => Gateway.Send("GET", $"{Door}/{id}", Token);

    public Task<RawAnswer> Change(string id, JsonNode request) => Gateway.Send("PUT", $"{Door}/{id}", Token, request);

    public Task<RawAnswer> Close(string id) => Gateway.Send("DELETE", $"{Door}/{id}", Token);

    public Task<RawAnswer> List(string query) => Gateway.Send("GET", $"{Door}?{query}", Token);

    /// <summary>Opens what can be opened.</summary>
    /// <returns>The block's id.</returns>
    public async Task<string> Opened(JsonNode request) => (string)(await Open(request)).Succeeded().Json["id"]!;
}

/// <summary>Requests for blocks of a clinic's clinician, in minutes from its opening; its own block ends at 600.</summary>
internal static class BlockRequests
{
    public static BlockClient Blocks(
        this Clinic clinic, RoleFunctions functions = RoleFunctions.ManageStaffAppointments) =>
        new(clinic.AsStaff.Gateway, clinic.AsStaffWith(functions).Token);

    public static JsonObject NewBlock(this Clinic clinic, int minute = 600, int length = 60) => new()
    {
        ["startTime"] = clinic.At(minute),
        ["endTime"] = clinic.At(minute + length),
        ["allowOnDemandAppt"] = true,
        ["allowProviderAppt"] = true,
        ["allowSelfAppt"] = true,
        ["isAvailable"] = true,
        ["optimizationTypeCode"] = 0,
        ["clinician"] = new JsonObject
        {
            ["clinicianId"] = clinic.NumberOf(clinic.Clinician),
            ["locked"] = false,
            ["private"] = false,
        },
    };

    public static JsonObject Of(this JsonObject request, int clinician)
    {
        request["clinician"]!["clinicianId"] = clinician;
        return request;
    }

    public static JsonObject Repeated(
        this JsonObject request, string from, string to, int period = 0, int interval = 1, params int[] on) =>
        request.With("rule", new JsonObject
        {
            ["fromDate"] = from,
            ["toDate"] = to,
            ["repeatInterval"] = interval,
            ["repeatOn"] = new JsonArray([.. on.Select(day => (JsonNode)day)]),
            ["repeatPeriod"] = period,
        });
}
