using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Sessions;

public sealed class CallerTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string OnlyPatients =
        "401 1000401 Only patients are authorized to use this API"
        + " | Only patients are authorized to use this API | Bearer error=\"insufficient_scope\"";

    private const string OnlyStaff =
        "401 1000401 Only hospital staff are authorized to use this API"
        + " | Only hospital staff are authorized to use this API | Bearer error=\"insufficient_scope\"";

    private const string FunctionMissing =
        "401 1000401 Role function is missing | Role function is missing | Bearer error=\"insufficient_scope\"";

    private readonly TestGateway gateway = fixture.Gateway;

    [Fact]
    public async Task Patient_calls_with_the_zone_of_the_token_and_without_role_functions()
    {
        var token = await gateway.Token("pat@example.org");

        Assert.Equal(
            $"{Someone.Pat} 126 Patient None America/Chicago",
            await (await gateway.Get("/api/v3/patients/who", token)).Text());
        Assert.Equal(OnlyStaff, await (await gateway.Get("/api/v3/admin/who", token)).Refusal());
        Assert.Equal(OnlyStaff, await (await gateway.Get("/api/v3/admin/manage", token)).Refusal());
    }

    [Fact]
    public async Task Clinician_calls_with_the_hospitals_zone_where_there_is_no_other()
    {
        var token = await gateway.Token("carl@example.org", userType: 2);

        Assert.Equal(
            $"{Someone.Carl} 126 HospitalStaff ManageOwnAppointments America/New_York",
            await (await gateway.Get("/api/v3/admin/who", token)).Text());
        Assert.Equal(OnlyPatients, await (await gateway.Get("/api/v3/patients/who", token)).Refusal());
        Assert.Equal(FunctionMissing, await (await gateway.Get("/api/v3/admin/manage", token)).Refusal());
    }

    [Fact]
    public async Task Staff_calls_with_the_functions_of_the_token()
    {
        var token = await gateway.Token("ada@example.org", userType: 2);

        Assert.Equal(
            $"{Someone.Ada} 126 HospitalStaff ManageStaffAppointments, ManageHospital Europe/Berlin",
            await (await gateway.Get("/api/v3/admin/manage", token)).Text());
    }

    [Fact]
    public async Task Platform_administrator_has_every_function_in_the_hospital_of_the_token()
    {
        var token = await gateway.Token("root@example.org", userType: 3);

        Assert.Equal(
            $"{Someone.Root} 126 PlatformAdministrator ManageStaffAppointments, ManageOwnAppointments, PatientProxy, "
            + "ViewStaffAppointments, ViewOwnAppointments, ManageHospital America/New_York",
            await (await gateway.Get("/api/v3/admin/manage", token)).Text());
        Assert.Equal(OnlyPatients, await (await gateway.Get("/api/v3/patients/who", token)).Refusal());
    }

    [Fact]
    public async Task The_same_person_id_in_another_hospital_is_another_person()
    {
        var token = await gateway.Token("pat@example.org", hospital: 127, password: Someone.LakesidePassword);

        Assert.Equal(
            $"{Someone.Pat} 127 Patient None Europe/London",
            await (await gateway.Get("/api/v3/patients/who", token)).Text());
    }

    [Fact]
    public async Task Paths_and_methods_that_do_not_exist_need_no_token()
    {
        var path = await gateway.Get("/api/v3/nothing", null);
        var method = await gateway.Delete("/api/v3/who", null);

        Assert.StartsWith("404 1000404 ", await path.Refusal(), StringComparison.Ordinal);
        Assert.StartsWith("405 1000405 ", await method.Refusal(), StringComparison.Ordinal);
    }
}
