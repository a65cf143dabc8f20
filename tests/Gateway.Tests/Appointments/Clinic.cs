using System.Globalization;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>
/// A clinician with a block, and a patient, of one test's own: what other tests book is never in the way. The block is
/// open for ten hours of the day after the gateway's today; tests count time in minutes from its start.
/// </summary>
internal sealed class Clinic
{
    public const int Minutes = 600;

    private static int lastNumber = 100_000;

    private readonly TestGateway gateway;
    private readonly int hospital;
    private readonly Dictionary<Guid, JsonObject> people = [];
    private readonly Dictionary<Guid, JsonObject> blocks = [];

    private Clinic(TestGateway gateway, int hospital)
    {
        this.gateway = gateway;
        this.hospital = hospital;
        Opens = new DateTimeOffset(gateway.Time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddHours(24 + 13);
        Clinician = AddPerson(ContactType.Clinician);
        Patient = AddPerson(ContactType.Patient);
    }

    public DateTimeOffset Opens { get; }

    public Guid Clinician { get; }

    public Guid Patient { get; }

    public Guid Block { get; private set; }

    /// <summary>The clinic's patient, at the patients' door.</summary>
    public ApiClient AsPatient => AsPatientOf(Patient);

    /// <summary>Somebody who manages all appointments of the hospital.</summary>
    public ApiClient AsStaff => AsStaffWith(RoleFunctions.ManageStaffAppointments);

    /// <param name="gateway">Where it opens.</param>
    /// <param name="change">Changes the block's record before it is opened.</param>
    /// <param name="hospital">Whose clinic it is; made where it does not exist.</param>
    public static async Task<Clinic> Open(
        TestGateway gateway, Action<JsonObject>? change = null, int hospital = TestGateway.Hospital)
    {
        var clinic = new Clinic(gateway, hospital);
        clinic.Block = clinic.AddBlock(clinic.Clinician, 0, change);
        await clinic.Import();
        return clinic;
    }

    public ApiClient AsPatientOf(Guid person) =>
        new(gateway, Patients, gateway.Token(person, ContactType.Patient, hospital: hospital));

    /// <summary>The clinic's clinician, with role functions of the test's choice.</summary>
    public ApiClient AsStaffWith(RoleFunctions functions) =>
        new(gateway, Admin, gateway.Token(Clinician, ContactType.Clinician, functions, hospital: hospital));

    public async Task<Guid> Admit(ContactType type = ContactType.Patient, params Guid[] guardians)
    {
        var person = AddPerson(type);
        people[person]["guardians"] = Guardians(true, guardians);
        await Import();
        return person;
    }

    /// <summary>A further block of a clinician, so many minutes after the clinic's opens.</summary>
    public async Task<Guid> OpenBlock(Guid clinician, int minute, Action<JsonObject>? change = null)
    {
        var block = AddBlock(clinician, minute, change);
        await Import();
        return block;
    }

    /// <summary>Changes a person's record; known everywhere when it returns.</summary>
    public async Task Change(Guid person, string member, JsonNode? value)
    {
        people[person][member] = value;
        await Import();
        gateway.Pass(TimeSpan.FromSeconds(1.001));
    }

    public Task ChangeBlock(string member, JsonNode? value)
    {
        blocks[Block][member] = value;
        return Import();
    }

    public static JsonArray Guardians(bool areAuthorized, params Guid[] guardians) => [.. guardians.Select(guardian =>
        new JsonObject { ["personId"] = guardian, ["isAuthorized"] = areAuthorized })];

    /// <summary>A visit of the patient in the clinic's block, as the patient asks for it.</summary>
    public JsonObject Visit(int minute = 0, int length = 15) => Sample()
        .With("startTime", At(minute))
        .With("endTime", At(minute + length))
        .In(Block, Clinician)
        .ForPatient(Patient);

    public string At(int minute) =>
        Opens.AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Where the alternatives of an answer start, in minutes.</summary>
    public int[] Alternatives(RawAnswer answer) =>
        [.. answer.Json["alternatives"]!.AsArray().Select(free => Minute((string)free!["startTime"]!))];

    public int Minute(string time) =>
        (int)(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) - Opens).TotalMinutes;

    /// <summary>The API's <c>patientId</c>, or <c>clinicianId</c> of a clinician or another member of staff.</summary>
    public int NumberOf(Guid person) => (int)(people[person]["patientId"] ?? people[person]["clinicianId"])!;

    private Guid AddPerson(ContactType type)
    {
        var id = Guid.NewGuid();
        people[id] = new JsonObject
        {
            ["id"] = id,
            ["contactTypeCode"] = (int)type,
            [type == ContactType.Patient ? "patientId" : "clinicianId"] = Interlocked.Increment(ref lastNumber),
            ["statusCode"] = 1,
            ["name"] = new JsonObject { ["given"] = $"{type}", ["family"] = $"Number {lastNumber}" },
        };
        return id;
    }

    private Guid AddBlock(Guid clinician, int minute, Action<JsonObject>? change)
    {
        var id = Guid.NewGuid();
        blocks[id] = new JsonObject
        {
            ["id"] = id,
            ["clinicianId"] = (int)people[clinician]["clinicianId"]!,
            ["startTime"] = At(minute),
            ["endTime"] = At(minute + Minutes),
            ["allowSelfAppt"] = true,
            ["allowProviderAppt"] = true,
            ["allowOnDemandAppt"] = true,
        };
        change?.Invoke(blocks[id]);
        return id;
    }

    private Task Import()
    {
        var file = TestGateway.Demo();
        file["hospital"]!["id"] = hospital;
        file["people"] = new JsonArray([.. people.Values.Select(person => person.DeepClone())]);
        file["availabilityBlocks"] = new JsonArray([.. blocks.Values.Select(block => block.DeepClone())]);
        return gateway.Import(file);
    }
}
