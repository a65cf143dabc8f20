using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// Requests as they should be: the document's examples, with people and a block whose loss hurts nobody.
/// </summary>
internal static class GoodRequests
{
    /// <param name="world">Where it is sent.</param>
    /// <param name="operation">To which endpoint.</param>
    /// <param name="example">Which of the endpoint's examples; counted round.</param>
    public static Attack Good(this HostileWorld world, Operation operation, int example) => new()
    {
        Operation = operation,
        Ids = operation.Ids.ToImmutableDictionary(name => name, name => IdOf(world, operation, name)),
        Headers = operation.Bodies.IsEmpty
            ? [Bearer(world, operation)]
            : [Bearer(world, operation), ("Content-Type", "application/json")],
        Body = operation.Bodies.IsEmpty ? null : BodyOf(world, operation, example),
    };

    private static (string, string) Bearer(HostileWorld world, Operation operation)
    {
        var isPatients = operation.Path.Contains("/patients/", StringComparison.Ordinal);
        return ("Authorization", $"Bearer {(isPatients ? world.Own.AsPatient.Token : world.AllFunctions)}");
    }

    private static string IdOf(HostileWorld world, Operation operation, string name) => name switch
    {
        "appointmentId" => world.Appointment,
        "holdId" => world.Hold,
        "personId" => $"{world.Victim}",
        "id" => operation.Path.Contains("/holds", StringComparison.Ordinal) ? $"{world.Own.Block}" : world.Spare,
        _ => $"{Guid.NewGuid()}",
    };

    private static JsonNode BodyOf(HostileWorld world, Operation operation, int example)
    {
        var body = operation.Bodies[example % operation.Bodies.Length].DeepClone();
        if (body["accessToken"] is not null)
        {
            body["accessToken"] = world.Own.AsPatient.Token;
        }

        if (body["clinician"] is not null)
        {
            var opens = world.SpareOpens + (operation.Ids.IsEmpty ? 60 : 0);
            (body["startTime"], body["endTime"]) = (world.Own.At(opens), world.Own.At(opens + 50));
        }

        return operation.Path.EndsWith("/import", StringComparison.Ordinal) ? body : OfOwn(world, operation, body);
    }

    /// <summary>The demo hospital's people and block are imported again and again: others are named.</summary>
    private static JsonNode OfOwn(HostileWorld world, Operation operation, JsonNode body)
    {
        var isPerson = operation.Path.Contains("/people/", StringComparison.Ordinal);
        var patient = isPerson ? world.Victim : world.Own.Patient;
        return JsonNode.Parse(body.ToJsonString()
            .Replace($"{DemoPeople.Dependent}", $"{patient}", StringComparison.Ordinal)
            .Replace($"{DemoPeople.Bob}", $"{world.Own.Clinician}", StringComparison.Ordinal)
            .Replace($"{DemoPeople.Block}", $"{world.Own.Block}", StringComparison.Ordinal)
            .Replace("6653", $"{world.Own.NumberOf(world.Own.Clinician)}", StringComparison.Ordinal)
            .Replace("25937", $"{world.Own.NumberOf(world.Victim)}", StringComparison.Ordinal))!;
    }
}
