using static Scheduling.Gateway.Tests.Appointments.Bookings;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Whose appointments a list has, by what it is asked for.</summary>
public sealed class ListPermissionTests(PermissionWorld world) : IClassFixture<PermissionWorld>
{
    [Theory]
    [InlineData("", "own")]
    [InlineData("includePatientDependents=false", "own")]
    [InlineData("includePatientDependents=true", "own dependent")]
    [InlineData("patientIds={own}", "own")]
    [InlineData("patientIds={own}&includePatientDependents=true", "own dependent")]
    [InlineData("patientIds={dependent}", "dependent")]
    [InlineData("patientIds={dependent}&includePatientDependents=true", "dependent")]
    [InlineData("patientIds={own},{dependent}", "own dependent")]
    [InlineData("patientIds={stranger}", "")]
    [InlineData("patientIds={stranger}&includePatientDependents=true", "")]
    [InlineData("patientIds={stranger},{own}", "own")]
    [InlineData("patientIds=1", "")]
    [InlineData("clinicianIds={clinician}", "own")]
    [InlineData("clinicianIds={clinician}&includePatientDependents=true", "own dependent")]
    [InlineData("clinicianIds=1", "")]
    [InlineData("patientOrPhysicianNameFilter=number&includePatientDependents=true", "own dependent")]
    public async Task Patient_finds_their_own_and_their_dependents(string query, string expected)
    {
        var (clinic, ids, numbers) = await Family();

        var found = await clinic.AsPatient.Listed(Filled(query, numbers));

        Assert.Equal(expected, string.Join(' ', found.Select(id => ids[id])));
    }

    [Theory]
    [InlineData("patientIds={own}", "own")]
    [InlineData("patientIds={own}&includePatientDependents=true", "own dependent")]
    [InlineData("patientIds={dependent}&includePatientDependents=true", "dependent")]
    [InlineData("patientIds={stranger}", "stranger")]
    [InlineData("clinicianIds={clinician}", "own dependent stranger")]
    [InlineData("clinicianIds={clinician}&includePatientDependents=true", "own dependent stranger")]
    [InlineData("clinicianIds={clinician}&patientIds={stranger},{own}", "own stranger")]
    public async Task Staff_find_the_patients_whom_they_name(string query, string expected)
    {
        var (clinic, ids, numbers) = await Family();

        var found = await clinic.AsStaff.Listed(Filled(query, numbers));

        Assert.Equal(expected, string.Join(' ', found.Select(id => ids[id])));
    }

    [Fact]
    public async Task Own_functions_find_nothing_of_another_clinician_by_name_number_or_patient()
    {
        var (own, other) = (await Clinic.Open(world.Gateway), await Clinic.Open(world.Gateway));
        var mine = await own.AsStaff.Booked(own.Visit());
        await other.AsStaff.Booked(other.Visit());
        var viewer = own.AsStaffWith(RoleFunctions.ViewOwnAppointments);

        Assert.Equal([mine], await viewer.Listed());
        Assert.Empty(await viewer.Listed($"clinicianIds={other.NumberOf(other.Clinician)}"));
        Assert.Empty(await viewer.Listed($"patientIds={other.NumberOf(other.Patient)}"));
        Assert.Equal([mine], await viewer.Listed("patientOrPhysicianNameFilter=number"));
    }

    [Theory]
    [InlineData(RoleFunctions.ManageHospital)]
    [InlineData(RoleFunctions.None)]
    public async Task Role_function_is_missing_before_the_shape_is_looked_at(RoleFunctions functions) =>
        (await world.Own.AsStaffWith(functions).List("take=0")).Refused(RoleMissing);

    [Fact]
    public async Task Door_is_wrong_before_anything_else() =>
        (await (world.Own.AsPatient with { Path = Admin }).List("take=0")).Refused(OnlyStaff);

    private static string Filled(string query, Dictionary<string, int> numbers) =>
        numbers.Aggregate(query, (text, number) => text.Replace($"{{{number.Key}}}", $"{number.Value}"));

    private async Task<(Clinic Clinic, Dictionary<string, string> Ids, Dictionary<string, int> Numbers)> Family()
    {
        var clinic = await Clinic.Open(world.Gateway);
        var people = new Dictionary<string, Guid>
        {
            ["own"] = clinic.Patient,
            ["dependent"] = await clinic.Admit(guardians: clinic.Patient),
            ["stranger"] = await clinic.Admit(),
        };
        var ids = new Dictionary<string, string>();
        foreach (var (name, patient) in people)
        {
            ids[await clinic.AsStaff.Booked(clinic.Visit(ids.Count * 15).ForPatient(patient))] = name;
        }

        people["clinician"] = clinic.Clinician;
        return (clinic, ids, people.ToDictionary(person => person.Key, person => clinic.NumberOf(person.Value)));
    }
}
