using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

/// <summary>Two hospitals, some of whose people have the same ids and addresses.</summary>
internal static class Someone
{
    public const string Password = "correct horse";
    public const string LakesidePassword = "another horse";

    public static readonly Guid Pat = Guid.Parse("00000000-0000-4000-8000-000000000001");
    public static readonly Guid Carl = Guid.Parse("00000000-0000-4000-8000-000000000002");
    public static readonly Guid Ada = Guid.Parse("00000000-0000-4000-8000-000000000003");
    public static readonly Guid Root = Guid.Parse("00000000-0000-4000-8000-000000000004");

    public const string Riverside = $$"""
        {
          "hospital": { "id": 126, "name": "Riverside", "timeZone": "America/New_York" },
          "people": [
            { "id": "00000000-0000-4000-8000-000000000001", "contactTypeCode": 1, "patientId": 1, "statusCode": 1,
              "name": { "given": "Pat" }, "email": "pat@example.org", "password": "{{Password}}",
              "timeZone": "America/Chicago", "roleFunctions": [ "Manage_Hospital" ] },
            { "id": "00000000-0000-4000-8000-000000000002", "contactTypeCode": 2, "clinicianId": 2, "statusCode": 1,
              "name": { "given": "Carl" }, "email": "carl@example.org", "password": "{{Password}}",
              "roleFunctions": [ "Manage_Own_Appointments" ] },
            { "id": "00000000-0000-4000-8000-000000000003", "contactTypeCode": 3, "statusCode": 1,
              "name": { "given": "Ada" }, "email": "ada@example.org", "password": "{{Password}}",
              "timeZone": "Europe/Berlin", "roleFunctions": [ "Manage_Staff_Appointments", "Manage_Hospital" ] },
            { "id": "00000000-0000-4000-8000-000000000004", "contactTypeCode": 4, "statusCode": 1,
              "name": { "given": "Root" }, "email": "root@example.org", "password": "{{Password}}" },
            { "id": "00000000-0000-4000-8000-000000000005", "contactTypeCode": 1, "patientId": 5, "statusCode": 1,
              "name": { "given": "Mute" }, "email": "mute@example.org" },
            { "id": "00000000-0000-4000-8000-000000000006", "contactTypeCode": 1, "patientId": 6, "statusCode": 2,
              "name": { "given": "Gone" }, "email": "gone@example.org", "password": "{{Password}}" }
          ]
        }
        """;

    public const string Lakeside = $$"""
        {
          "hospital": { "id": 127, "name": "Lakeside", "timeZone": "Europe/London" },
          "people": [
            { "id": "00000000-0000-4000-8000-000000000001", "contactTypeCode": 1, "patientId": 1, "statusCode": 1,
              "name": { "given": "Pat" }, "email": "pat@example.org", "password": "{{LakesidePassword}}" }
          ]
        }
        """;

    /// <summary>A gateway with both of them.</summary>
    public static Task<TestGateway> Gateway(
        TimeProvider? time = null, params IReadOnlyList<(string Key, string? Value)> settings) =>
        TestGateway.With(time ?? TimeProvider.System, settings, Riverside, Lakeside);
}
