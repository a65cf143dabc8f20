using Scheduling.Gateway.Tests.Appointments;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>For whom a caller may ask who looks for a time.</summary>
public sealed class SlotPermissionTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
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
