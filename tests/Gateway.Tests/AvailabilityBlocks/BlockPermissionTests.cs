using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>The contract's section 4, for blocks.</summary>
public sealed class BlockPermissionTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    public static TheoryData<RoleFunctions, Scope, Scope> Rows => new()
    {
        { RoleFunctions.ManageStaffAppointments, Scope.All, Scope.All },
        { RoleFunctions.ManageOwnAppointments, Scope.Own, Scope.Own },
        { RoleFunctions.PatientProxy, Scope.None, Scope.All },
        { RoleFunctions.ViewStaffAppointments, Scope.None, Scope.All },
        { RoleFunctions.ViewOwnAppointments, Scope.None, Scope.Own },
        { RoleFunctions.ManageHospital, Scope.None, Scope.None },
        { RoleFunctions.None, Scope.None, Scope.None },
        { RoleFunctions.ViewStaffAppointments | RoleFunctions.ManageOwnAppointments, Scope.Own, Scope.All },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Open_as_the_table_says(RoleFunctions functions, Scope manages, Scope reads)
    {
        _ = reads;
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(ContactType.Clinician);

        var own = await clinic.Blocks(functions).Open(clinic.NewBlock());
        var others = await clinic.Blocks(functions).Open(clinic.NewBlock().Of(clinic.NumberOf(other)));

        Check(own, manages != Scope.None);
        Check(others, manages == Scope.All);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_as_the_table_says(RoleFunctions functions, Scope manages, Scope reads)
    {
        _ = manages;
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);

        Check(await clinic.Blocks(functions).Read($"{clinic.Block}"), reads != Scope.None);
        Check(await clinic.Blocks(functions).Read($"{other.Block}"), reads == Scope.All);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task List_as_the_table_says(RoleFunctions functions, Scope manages, Scope reads)
    {
        _ = manages;
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var both = $"clinicianIds={clinic.NumberOf(clinic.Clinician)},{other.NumberOf(other.Clinician)}";

        var answer = await clinic.Blocks(functions).List(both);

        Check(answer, reads != Scope.None);
        if (reads != Scope.None)
        {
            Assert.Equal(reads == Scope.All ? 2 : 1, (int)answer.Json["total"]!);
        }
    }

    [Fact]
    public async Task List_of_own_blocks_without_a_filter_is_of_own_blocks()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = (await clinic.Blocks(RoleFunctions.ViewOwnAppointments).List("")).Succeeded();

        Assert.Equal([$"{clinic.Block}"], answer.Json["data"]!.AsArray().Select(block => (string)block!["id"]!));
    }

    [Fact]
    public async Task Patients_and_strangers_are_kept_out()
    {
        var clinic = await Clinic.Open(gateway);
        var patient = new BlockClient(gateway, clinic.AsPatient.Token);

        (await patient.Open(clinic.NewBlock())).Refused(Refusals.OnlyStaff);
        (await patient.Read($"{clinic.Block}")).Refused(Refusals.OnlyStaff);
        (await patient.List("")).Refused(Refusals.OnlyStaff);
        (await new BlockClient(gateway, null).Open(clinic.NewBlock())).Refused(Refusals.TokenInvalid);
    }

    [Fact]
    public async Task The_role_function_comes_before_the_shape_and_the_clinician_before_the_permission()
    {
        var clinic = await Clinic.Open(gateway);
        var noBody = new System.Text.Json.Nodes.JsonObject();

        (await clinic.Blocks(RoleFunctions.PatientProxy).Open(noBody)).Refused(Refusals.RoleMissing);
        (await clinic.Blocks(RoleFunctions.ManageOwnAppointments).Open(clinic.NewBlock().Of(1)))
            .Refused(Refusals.PersonUnknown);
    }

    private static void Check(Http.RawAnswer answer, bool isAllowed) =>
        _ = isAllowed ? answer.Succeeded() : answer.Refused(Refusals.RoleMissing);
}
