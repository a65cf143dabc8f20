using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.People;

/// <summary>People of one test's own, as import files describe them.</summary>
internal static class Folk
{
    public const string People = "/api/v3/admin/people";
    public const string AuthorizedPatients = "/api/v3/patients/authorized-patients";

    public static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1.001);

    private static int lastNumber = 500_000;

    public static JsonObject Record(ContactType type = ContactType.Patient, string? password = null)
    {
        var (id, number) = (Guid.NewGuid(), Interlocked.Increment(ref lastNumber));
        return new JsonObject
        {
            ["id"] = id.ToString(),
            ["contactTypeCode"] = (int)type,
            [type == ContactType.Patient ? "patientId" : "clinicianId"] = number,
            ["statusCode"] = 1,
            ["name"] = new JsonObject { ["given"] = "Given", ["family"] = $"Family {number}" },
            ["email"] = $"{id:N}@example.org",
            ["password"] = password,
        };
    }

    /// <summary>Takes people in who were not there.</summary>
    public static Task Admit(this TestGateway gateway, params JsonObject[] people) =>
        gateway.Admit(TestGateway.Hospital, people);

    public static Task Admit(this TestGateway gateway, int hospital, params JsonObject[] people) =>
        gateway.Import(new JsonObject
        {
            ["hospital"] = new JsonObject { ["id"] = hospital, ["name"] = "H", ["timeZone"] = "America/New_York" },
            ["people"] = new JsonArray([.. people.Select(person => person.DeepClone())]),
        });

    public static async Task<JsonObject> Admitted(
        this TestGateway gateway, ContactType type = ContactType.Patient, string? password = null)
    {
        var person = Record(type, password);
        await gateway.Admit(person);
        return person;
    }

    public static Task<RawAnswer> Read(this TestGateway gateway, JsonObject person, string? token = null) =>
        gateway.Send("GET", $"{People}/{person["id"]}", token ?? gateway.AdasToken());

    public static Task<RawAnswer> Replace(this TestGateway gateway, JsonObject person, string? token = null) =>
        gateway.Send("PUT", $"{People}/{person["id"]}", token ?? gateway.AdasToken(), person);

    public static Task<RawAnswer> Login(
        this TestGateway gateway, JsonObject person, string password, UserType type = UserType.Patient) =>
        gateway.Send("POST", "/api/v3/auth/user-sessions", null, new JsonObject
        {
            ["hospitalId"] = TestGateway.Hospital,
            ["userTypeId"] = (int)type,
            ["email"] = person["email"]!.DeepClone(),
            ["password"] = password,
        });

    public static Guid Id(this JsonObject person) => Guid.Parse((string)person["id"]!);

    public static JsonObject But(this JsonObject person, string member, JsonNode? value)
    {
        var copy = person.DeepClone().AsObject();
        copy[member] = value;
        return copy;
    }

    public static JsonObject ButNo(this JsonObject person, string member)
    {
        var copy = person.DeepClone().AsObject();
        copy.Remove(member);
        return copy;
    }

    public static JsonArray GuardedBy(JsonObject guardian, bool isAuthorized = true) =>
        [new JsonObject { ["personId"] = guardian["id"]!.DeepClone(), ["isAuthorized"] = isAuthorized }];

    public static RawAnswer Ok(this RawAnswer answer)
    {
        Assert.True(answer.Status == 200, $"{answer.StatusLine} {answer.Body}");
        return answer;
    }

    /// <summary>JSON that is written over several lines, as answers have it.</summary>
    public static string OneLine(string json) => string.Concat(json.Split('\n').Select(line => line.Trim()));

    public static string Refusal(this RawAnswer answer) => $"{answer.Status} {answer.Code} {answer.Message}";
}
