using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Holds;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>For every endpoint of the matrix: something that a call can be about, and the call.</summary>
/// <param name="world">Who is there.</param>
/// <param name="cell">What is called by whom.</param>
/// <param name="whose">About whom.</param>
internal sealed class PermissionCalls(PermissionWorld world, PermissionCell cell, Whose whose)
{
    private const string NotListed = "not-listed";

    private readonly Clinic clinic = world.Clinic(whose);
    private readonly PermissionRow row = cell.Row;

    private int Hospital => whose == Whose.Elsewhere ? PermissionWorld.Elsewhere : 126;

    /// <summary>What is needed that is not there yet; the call itself, to be made after that.</summary>
    /// <returns>The call: what it answered, in the matrix's words.</returns>
    public async Task<Func<string?, Task<string>>> Prepare() => (row.Method, row.Like) switch
    {
        ("POST", var path) when path.EndsWith("/appointments", StringComparison.Ordinal) => Call(Visit()),
        ("GET", var path) when path.EndsWith("/appointments", StringComparison.Ordinal) =>
            Lists("take=500", await Booked()),
        ("PUT", var path) when path.EndsWith("/{appointmentId}", StringComparison.Ordinal) => await Reschedule(),
        (_, var path) when path.EndsWith("/{appointmentId}", StringComparison.Ordinal) =>
            Call(null, ("{appointmentId}", await Booked())),
        (_, var path) when path.EndsWith("/clinicians", StringComparison.Ordinal) =>
            Lists($"date=2030-03-06&clinicianIds={Number}", $"\"userId\":{Number}"),
        ("POST", var path) when path.EndsWith("/holds", StringComparison.Ordinal) => await Hold(),
        (_, var path) when path.EndsWith("/{holdId}", StringComparison.Ordinal) => await Release(),
        ("POST", var path) when path.EndsWith("/availability-blocks", StringComparison.Ordinal) => Call(NewBlock()),
        ("GET", var path) when path.EndsWith("/availability-blocks", StringComparison.Ordinal) =>
            Lists($"clinicianIds={Number}", $"\"clinicianId\":{Number}"),
        ("PUT", "/api/v3/admin/availability-blocks/{id}") => await ChangeBlock(),
        (_, "/api/v3/admin/availability-blocks/{id}") => Call(null, ("{id}", await clinic.Blocks().Opened(NewBlock()))),
        ("PUT", "/api/v3/admin/people/{personId}") => Call(await Person(), ("{personId}", $"{clinic.Patient}")),
        (_, "/api/v3/admin/people/{personId}") => Call(null, ("{personId}", $"{clinic.Patient}")),
        (_, "/api/v3/admin/hospitals/import") => Call(OnlyHospital()),
        (_, "/api/v2/codesets") => Call(null, ("/codesets", $"/codesets?hospitalId={Hospital}")),
        (_, "/api/v3/auth/user-sessions/renewal") => Call(new JsonObject { ["accessToken"] = world.Token("patient") }),
        ("POST", "/api/v3/auth/user-sessions") => Call(Login()),
        (_, var path) when !path.Contains('{', StringComparison.Ordinal) => Call(null),
        var other => throw new InvalidOperationException($"How is {other} called?"),
    };

    private int Number => clinic.NumberOf(clinic.Clinician);

    private Func<string?, Task<string>> Call(JsonNode? body, params (string Name, string Value)[] ids) => async token =>
    {
        var path = ids.Aggregate(
            row.Path, (text, id) => text.Replace(id.Name, id.Value, StringComparison.Ordinal));
        return Word(await world.Gateway.Send(row.Method, path, token, body));
    };

    private Func<string?, Task<string>> Lists(string query, string part) => async token =>
    {
        var answer = await world.Gateway.Send("GET", $"{row.Path}?{query}", token);
        return answer.Status != 200 || answer.Body.Contains(part, StringComparison.Ordinal) ? Word(answer) : NotListed;
    };

    private JsonObject Visit() => clinic.Visit(world.NextMinute(whose), 1);

    private Task<string> Booked() => clinic.AsStaff.Booked(Visit());

    private async Task<Func<string?, Task<string>>> Reschedule()
    {
        var visit = Visit();
        var id = await clinic.AsStaff.Booked(visit);
        return Call(visit.With("where", "elsewhere"), ("{appointmentId}", id));
    }

    private JsonObject NewBlock() => clinic.NewBlock(world.NextOpening(), 60);

    /// <summary>In a block of its own: a patient holds in one only so often.</summary>
    private async Task<(string Block, JsonObject Hold)> Slot()
    {
        var opening = NewBlock();
        var block = await clinic.Blocks().Opened(opening);
        var hold = clinic.Visit().AsHold();
        hold["startTime"] = opening["startTime"]!.DeepClone();
        hold["endTime"] = opening["endTime"]!.DeepClone();
        return (block, hold);
    }

    private async Task<Func<string?, Task<string>>> Hold()
    {
        var (block, hold) = await Slot();
        return Call(hold, ("{id}", block));
    }

    private async Task<Func<string?, Task<string>>> Release()
    {
        var (block, hold) = await Slot();
        var placed = await clinic.AsPatient.Held(block, hold);
        return Call(null, ("{id}", block), ("{holdId}", placed));
    }

    private async Task<Func<string?, Task<string>>> ChangeBlock()
    {
        var block = NewBlock();
        var id = await clinic.Blocks().Opened(block);
        block["isAvailable"] = false;
        return Call(block, ("{id}", id));
    }

    private async Task<JsonNode> Person()
    {
        var managing = clinic.AsStaffWith(RoleFunctions.ManageHospital);
        var person = await world.Gateway.Send("GET", $"/api/v3/admin/people/{clinic.Patient}", managing.Token);
        return person.Succeeded().Json;
    }

    private JsonObject OnlyHospital() => new()
    {
        ["hospital"] = new JsonObject { ["id"] = Hospital, ["name"] = "Clinic", ["timeZone"] = "America/New_York" },
    };

    private static JsonObject Login() => new()
    {
        ["hospitalId"] = 126,
        ["userTypeId"] = 1,
        ["email"] = "guardian@example.org",
        ["password"] = "guardian-demo-1",
    };

    private static string Word(RawAnswer answer) => (answer.Status == 200 ? "" : answer.Message) switch
    {
        "" => PermissionCell.Granted,
        "Only patients are authorized to use this API" => "only-patients",
        "Only hospital staff are authorized to use this API" => "only-staff",
        "Role function is missing" => "no-function",
        "Not your appointment" => "not-yours",
        "Appointment does not exist" => "no-appointment",
        "Availability block does not exist" => "no-block",
        "Person does not exist" => "no-person",
        "Hospital does not exist" => "no-hospital",
        "Access token is missing, invalid or expired" => "no-token",
        var other => other,
    };
}
