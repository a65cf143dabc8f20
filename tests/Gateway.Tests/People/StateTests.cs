using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;
using static Scheduling.Gateway.Tests.People.Folk;

namespace Scheduling.Gateway.Tests.People;

/// <summary>What becomes of bookings when people change; all of it within a second.</summary>
public sealed class StateTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private ApiClient AsAda => new(gateway, Bookings.Admin, gateway.AdasToken());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspended_people_are_not_booked_and_activated_ones_are(bool isPatient)
    {
        var clinic = await Clinic.Open(gateway);
        var person = await Stored(isPatient ? clinic.Patient : clinic.Clinician);
        (await AsAda.Book(clinic.Visit())).Ok();

        (await gateway.Replace(person.But("statusCode", 2))).Ok();
        gateway.Pass(ASecond);
        var suspended = await AsAda.Book(clinic.Visit(60));
        (await gateway.Replace(person)).Ok();
        gateway.Pass(ASecond);
        var active = await AsAda.Book(clinic.Visit(60));

        suspended.Refused(isPatient ? PatientInactive : ClinicianInactive);
        active.Ok();
    }

    [Fact]
    public async Task Suspended_person_neither_calls_nor_logs_in()
    {
        var person = await gateway.Admitted(password: "x");
        var token = (string)(await gateway.Login(person, "x")).Ok().Json["accessToken"]!;

        (await gateway.Replace(person.But("statusCode", 2))).Ok();
        gateway.Pass(ASecond);

        Assert.Equal(401, (await gateway.Send("GET", AuthorizedPatients, token)).Status);
        Assert.Equal("401 1000401 Login failed", (await gateway.Login(person, "x")).Refusal());
    }

    [Fact]
    public async Task Patient_with_a_live_appointment_stays_a_patient_until_it_is_cancelled()
    {
        var clinic = await Clinic.Open(gateway);
        var patient = await Stored(clinic.Patient);
        var staff = patient.But("contactTypeCode", 3).But("patientId", null);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        var early = await gateway.Replace(staff);
        (await clinic.AsPatient.Cancel(id)).Succeeded();

        Assert.Equal(
            "400 1000400 contactTypeCode must stay: "
            + "the patient has live appointments, or the clinician blocks, that are not over",
            early.Refusal());
        (await gateway.Replace(staff)).Ok();
    }

    [Fact]
    public async Task Clinician_with_a_block_stays_a_clinician()
    {
        var clinic = await Clinic.Open(gateway);
        var clinician = await Stored(clinic.Clinician);

        var answer = await gateway.Replace(clinician.But("contactTypeCode", 3));

        Assert.StartsWith("400 1000400 contactTypeCode must stay", answer.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guardian_books_for_a_dependent_from_the_second_on_in_which_they_are_authorized()
    {
        var clinic = await Clinic.Open(gateway);
        var (guardian, child) = (await gateway.Admitted(), await Stored(clinic.Patient));
        var asGuardian = clinic.AsPatientOf(guardian.Id());
        (await asGuardian.Book(clinic.Visit())).Refused(NotYours);

        (await gateway.Replace(child.But("guardians", GuardedBy(guardian)))).Ok();
        gateway.Pass(ASecond);
        var booked = await asGuardian.Book(clinic.Visit());
        (await gateway.Replace(child.But("guardians", GuardedBy(guardian, isAuthorized: false)))).Ok();
        gateway.Pass(ASecond);
        var again = await asGuardian.Book(clinic.Visit(60));

        booked.Ok();
        again.Refused(NotYours);
    }

    [Fact]
    public async Task Authorized_patients_are_the_caller_and_then_the_dependents_who_authorized_them()
    {
        var guardian = await gateway.Admitted();
        var (second, first, silent) = (Record(), Record(), Record());
        var clinician = Record(ContactType.Clinician);
        first["patientId"] = (int)second["patientId"]! - 100_000;
        await gateway.Admit(
            first.But("guardians", GuardedBy(guardian)).But("statusCode", 2),
            second.But("guardians", GuardedBy(guardian)),
            silent.But("guardians", GuardedBy(guardian, isAuthorized: false)),
            clinician.But("guardians", GuardedBy(guardian)));

        var answer = (await gateway.Send(
            "GET", AuthorizedPatients, gateway.Token(guardian.Id(), ContactType.Patient))).Ok().Json;

        var data = answer["data"]!.AsArray();
        Assert.Equal(
            [(int)guardian["patientId"]!, (int)first["patientId"]!, (int)second["patientId"]!],
            data.Select(item => (int)item!["patientId"]!));
        Assert.Equal(3, (int)answer["total"]!);
        Assert.Equal(
            OneLine($$"""
                {"id":"{{guardian["id"]}}","name":{{guardian["name"]!.ToJsonString()}},"providerId":126,
                "statusCode":1,"contactTypeCode":1,"phones":[]}
                """),
            data[0]!["person"]!.ToJsonString());
    }

    [Fact]
    public async Task Authorized_patients_are_a_patients_to_ask_for()
    {
        var answer = await gateway.Send("GET", AuthorizedPatients, gateway.AdasToken());

        Assert.Equal("401 1000401 Only patients are authorized to use this API", answer.Refusal());
    }

    /// <summary>A person as they are read, to be changed and sent back.</summary>
    private async Task<JsonObject> Stored(Guid id) =>
        (await gateway.Send("GET", $"{Folk.People}/{id}", gateway.AdasToken())).Ok().Json;
}
