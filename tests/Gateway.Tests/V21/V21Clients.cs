using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.V21;

/// <summary>The same callers, at the doors that published clients know.</summary>
internal static class V21Clients
{
    public const string Clinicians = "/api/v2.1/clinicians/appointments";
    public const string Patients = "/api/v2.1/patients/appointments";
    public const string Blocks = "/api/v2.1/clinicians/availability-blocks";

    public static ApiClient V21(this ApiClient client) =>
        client with { Path = client.Path == Bookings.Patients ? Patients : Clinicians };

    public static BlockClient V21(this BlockClient client) => client with { Door = Blocks };

    /// <summary>A query in which somebody is named: a group that nobody knows, and the clinic's clinician.</summary>
    public static string Naming(this string query, Clinic clinic) => query
        .Replace("{group}", $"{Guid.NewGuid()}")
        .Replace("{clinician}", $"{clinic.NumberOf(clinic.Clinician)}");

    /// <summary>A succeeded answer of version 3, as a list of one.</summary>
    public static string InList(this RawAnswer one) => $$"""{"data":[{{one.Succeeded().Body}}],"total":1}""";
}
