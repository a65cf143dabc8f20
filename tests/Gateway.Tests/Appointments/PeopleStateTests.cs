using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Both people are active and of the kind that their part asks for, and so is who calls.</summary>
public sealed class PeopleStateTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Theory]
    [InlineData("POST", 0)]
    [InlineData("POST", 2)]
    [InlineData("PUT", 2)]
    public async Task Patient_is_active(string verb, int statusCode)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        await clinic.Change(clinic.Patient, "statusCode", statusCode);

        (await Send(clinic, verb, id)).Refused(PatientInactive);
        await clinic.Change(clinic.Patient, "statusCode", 1);
        (await Send(clinic, verb, id)).Succeeded();
    }

    [Theory]
    [InlineData("POST", 0)]
    [InlineData("POST", 2)]
    [InlineData("PUT", 2)]
    public async Task Clinician_is_active(string verb, int statusCode)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        await clinic.Change(clinic.Clinician, "statusCode", statusCode);

        (await Send(clinic, verb, id)).Refused(ClinicianInactive);
        await clinic.Change(clinic.Clinician, "statusCode", 1);
        (await Send(clinic, verb, id)).Succeeded();
    }

    [Theory]
    [InlineData(ContactType.Clinician)]
    [InlineData(ContactType.Staff)]
    public async Task Patient_is_a_patient(ContactType type)
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(type);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        (await clinic.AsStaff.Book(clinic.Visit(30).ForPatient(other))).Refused(NotAPatient);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit(30).ForPatient(other))).Refused(NotAPatient);
    }

    [Theory]
    [InlineData(ContactType.Patient)]
    [InlineData(ContactType.Staff)]
    public async Task Clinician_is_a_clinician(ContactType type)
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(type);
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        (await clinic.AsStaff.Book(clinic.Visit(30).In(clinic.Block, other))).Refused(NotAClinician);
        (await clinic.AsStaff.Reschedule(id, clinic.Visit(30).In(clinic.Block, other))).Refused(NotAClinician);
    }

    [Fact]
    public async Task Person_who_takes_both_parts_is_no_clinician()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsPatient.Book(clinic.Visit().In(clinic.Block, clinic.Patient))).Refused(NotAClinician);
    }

    [Theory]
    [InlineData("patient")]
    [InlineData("clinician")]
    public async Task Person_whom_nobody_knows_does_not_exist(string part)
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        var visit = part == "patient"
            ? clinic.Visit(30).ForPatient(Guid.NewGuid())
            : clinic.Visit(30).In(clinic.Block, Guid.NewGuid());

        (await clinic.AsStaff.Book(visit)).Refused(PersonUnknown);
        (await clinic.AsStaff.Reschedule(id, visit)).Refused(PersonUnknown);
    }

    [Fact]
    public async Task Cancelling_asks_nobody_to_be_active()
    {
        var clinic = await Clinic.Open(gateway);
        var id = await clinic.AsPatient.Booked(clinic.Visit());
        await clinic.Change(clinic.Patient, "statusCode", 2);
        await clinic.Change(clinic.Clinician, "statusCode", 2);

        (await AsAda.Cancel(id)).Succeeded();
    }

    [Fact]
    public async Task Caller_who_is_suspended_is_out_within_a_second_and_comes_back()
    {
        var clinic = await Clinic.Open(gateway);
        var caller = clinic.AsPatient;
        var id = await caller.Booked(clinic.Visit());

        await clinic.Change(clinic.Patient, "statusCode", 2);

        (await caller.Book(clinic.Visit(30))).Refused(TokenInvalid);
        (await caller.Reschedule(id, clinic.Visit(30))).Refused(TokenInvalid);
        (await caller.Read(id)).Refused(TokenInvalid);
        (await caller.Cancel(id)).Refused(TokenInvalid);
        await clinic.Change(clinic.Patient, "statusCode", 1);
        (await caller.Read(id)).Succeeded();
    }

    [Fact]
    public async Task Caller_whom_the_hospital_does_not_know_is_out()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.AsPatientOf(Guid.NewGuid()).Book(clinic.Visit())).Refused(TokenInvalid);
    }

    [Fact]
    public async Task Caller_is_the_kind_of_person_that_their_token_says()
    {
        var clinic = await Clinic.Open(gateway);
        var administrator = new ApiClient(
            gateway, Admin, gateway.Token(clinic.Patient, ContactType.PlatformAdministrator));

        (await clinic.AsPatientOf(clinic.Clinician).Book(clinic.Visit())).Refused(NotYours);
        (await administrator.Book(clinic.Visit())).Succeeded();
    }

    [Fact]
    public async Task Caller_without_a_token_is_told_how_to_come_by_one()
    {
        var answer = await new ApiClient(gateway, Patients, null).Book(Sample());

        Assert.Equal("HTTP/1.1 401 Access token is missing, invalid or expired", answer.StatusLine);
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Caller_whose_token_has_expired_is_out()
    {
        var clinic = await Clinic.Open(gateway);
        var caller = clinic.AsPatient;
        gateway.Pass(TimeSpan.FromMinutes(60));

        (await caller.Book(clinic.Visit())).Refused(TokenInvalid);
    }

    [Fact]
    public async Task Caller_whom_a_new_login_would_not_help_is_told_so()
    {
        var clinic = await Clinic.Open(gateway);
        var stranger = await clinic.Admit();
        var id = await clinic.AsPatient.Booked(clinic.Visit());

        var answers = new[]
        {
            await (clinic.AsStaff with { Path = Patients }).Read(id),
            await (clinic.AsPatient with { Path = Admin }).Read(id),
            await clinic.AsStaffWith(RoleFunctions.None).Read(id),
            await clinic.AsPatientOf(stranger).Read(id),
        };

        Assert.Equal([OnlyPatients.Item2, OnlyStaff.Item2, RoleMissing.Item2, NotYours.Item2],
            answers.Select(answer => answer.Reason));
        Assert.All(answers, answer =>
            Assert.Equal("Bearer error=\"insufficient_scope\"", answer.Headers["WWW-Authenticate"]));
    }

    private ApiClient AsAda => new(gateway, Admin, gateway.AdasToken());

    private Task<Http.RawAnswer> Send(Clinic clinic, string verb, string id) =>
        verb == "POST" ? AsAda.Book(clinic.Visit(30)) : AsAda.Reschedule(id, clinic.Visit(30));
}
