using Scheduling.Gateway.Tests.Appointments;
using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>Who may search at which door, whose blocks they are shown, and for whom they may ask.</summary>
public sealed class SlotPermissionTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    public static TheoryData<string, string> Calls()
    {
        var calls = new TheoryData<string, string>();
        foreach (var row in PermissionRow.Table)
        {
            calls.Add(row.Caller, Patients);
            calls.Add(row.Caller, Admin);
        }

        return calls;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Search_shows_the_blocks_that_the_caller_may_read(string caller, string door)
    {
        var row = PermissionRow.Table.Single(row => row.Caller == caller);
        var (own, other) = (world.Own.NumberOf(world.Own.Clinician), world.Other.NumberOf(world.Other.Clinician));

        var answer = await world.Client(row, door).Search($"date=2030-03-06&clinicianIds={own},{other}");

        if (door == Patients && !row.IsPatient)
        {
            answer.Refused(OnlyPatients);
        }
        else if (door == Admin && row.IsPatient)
        {
            answer.Refused(OnlyStaff);
        }
        else if (row.Reads == Scope.None)
        {
            answer.Refused(RoleMissing);
        }
        else
        {
            var shown = answer.Succeeded().Json["clinicians"]!.AsArray().Select(one => (int)one!["userId"]!);
            Assert.Equal(row.Reads == Scope.Own && !row.IsPatient ? [own] : new[] { own, other }.Order(), shown.Order());
        }
    }

    [Theory]
    [InlineData("the caller's", true)]
    [InlineData("an authorized dependent's", true)]
    [InlineData("an unauthorized dependent's", false)]
    [InlineData("a dependent's dependent's", false)]
    [InlineData("the caller's guardian's", false)]
    [InlineData("a stranger's", false)]
    public async Task Patient_asks_for_themselves_and_their_dependents(string whose, bool isAllowed)
    {
        var number = world.Own.NumberOf(world.Targets[whose].Patient);

        var answer = await world.Own.AsPatient.SearchAgain($"patientId={number}");

        if (isAllowed)
        {
            answer.Succeeded();
        }
        else
        {
            answer.Refused(NotYours);
        }
    }

    [Theory]
    [InlineData(RoleFunctions.ManageStaffAppointments, true)]
    [InlineData(RoleFunctions.ManageOwnAppointments, true)]
    [InlineData(RoleFunctions.PatientProxy, true)]
    [InlineData(RoleFunctions.ViewStaffAppointments, true)]
    [InlineData(RoleFunctions.ViewOwnAppointments, false)]
    public async Task Staff_ask_for_a_patient_whom_they_may_read_or_book(RoleFunctions functions, bool isAllowed)
    {
        var answer = await world.Own.AsStaffWith(functions)
            .SearchAgain($"patientId={world.Other.NumberOf(world.Other.Patient)}");

        if (isAllowed)
        {
            answer.Succeeded();
        }
        else
        {
            answer.Refused(RoleMissing);
        }
    }

    [Fact]
    public async Task Patient_of_another_hospital_and_nobodys_number_are_unknown_alike()
    {
        var foreign = world.Targets[PermissionWorld.OtherHospitals];

        var theirs = await world.Own.AsStaff.SearchAgain($"patientId={foreign.Clinic.NumberOf(foreign.Patient)}");
        var nobodys = await world.Own.AsStaff.SearchAgain("patientId=-1");
        var clinicians = await world.Own.AsStaff.SearchAgain($"patientId={world.Own.NumberOf(world.Own.Clinician)}");

        Assert.All([theirs, nobodys, clinicians], answer => answer.Refused(PersonUnknown));
    }

    [Fact]
    public async Task Patient_who_is_not_active_is_told()
    {
        var clinic = await Clinic.Open(world.Gateway);
        var patient = await clinic.Admit();
        await clinic.Change(patient, "statusCode", 2);

        (await clinic.AsStaff.SearchAgain($"patientId={clinic.NumberOf(patient)}")).Refused(PatientInactive);
    }
}
