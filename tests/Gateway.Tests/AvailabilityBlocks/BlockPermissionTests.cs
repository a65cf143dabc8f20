using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>What the matrix of permissions does not say of blocks: what a list is of, and what is checked first.</summary>
public sealed class BlockPermissionTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task List_of_own_blocks_without_a_filter_is_of_own_blocks()
    {
        var clinic = await Clinic.Open(gateway);

        var answer = (await clinic.Blocks(RoleFunctions.ViewOwnAppointments).List("")).Succeeded();

        Assert.Equal([$"{clinic.Block}"], answer.Json["data"]!.AsArray().Select(block => (string)block!["id"]!));
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
}
