using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.V21;

/// <summary>Availability blocks through the paths of version 2.1: what version 3 does, answered in lists.</summary>
public sealed class V21BlockTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task Block_is_the_one_of_version_3_in_a_list_of_one()
    {
        var clinic = await Clinic.Open(gateway);
        var blocks = clinic.Blocks();

        var opened = await blocks.V21().Open(clinic.NewBlock());
        var id = (string)opened.Succeeded().Rows().Single()["id"]!;
        var openedThere = await blocks.Read(id);
        var changed = await blocks.V21().Change(id, clinic.NewBlock(660).With("capacity", 3));
        var changedThere = await blocks.Read(id);
        var read = await blocks.V21().Read(id);
        var closed = await blocks.V21().Close(id);

        Assert.Equal(openedThere.InList(), opened.Body);
        Assert.Equal(changedThere.InList(), changed.Body);
        Assert.Equal(3, (int)changedThere.Json["capacity"]!);
        Assert.Equal(changed.Timeless(), read.Timeless());
        Assert.Equal((200, ""), (closed.Status, closed.Body));
        (await blocks.Read(id)).Refused(BlockUnknown);
    }

    [Fact]
    public async Task Rule_answers_its_list_once()
    {
        var clinic = await Clinic.Open(gateway);

        var opened = await clinic.Blocks().V21().Open(clinic.NewBlock().Repeated("2030-06-01", "2030-06-03"));

        Assert.Equal((3, 3), (opened.Succeeded().Rows().Count(), (int)opened.Json["total"]!));
        Assert.All(opened.Rows(), block => Assert.NotNull(block["startTime"]));
    }

    [Fact]
    public async Task List_is_the_one_of_version_3_for_what_published_clients_send()
    {
        var (clinic, other) = (await Clinic.Open(gateway), await Clinic.Open(gateway));
        var query = $"ClinicianIds={clinic.NumberOf(clinic.Clinician)},{other.NumberOf(other.Clinician)}"
            + "&Groups=&StartDate=2030-03-06&EndDate=2030-03-07";

        var list = (await clinic.Blocks().V21().List(query)).Succeeded();

        Assert.Equal(
            new[] { $"{clinic.Block}", $"{other.Block}" }.Order(),
            list.Rows().Select(block => (string)block["id"]!).Order());
        Assert.Equal((await clinic.Blocks().List(query)).Body, list.Body);
    }

    [Theory]
    [InlineData("groups={group}", 0, 1)]
    [InlineData("groups={group}&clinicianIds={clinician}", 1, 1)]
    [InlineData("groups={group}&clinicianIds=1", 0, 0)]
    [InlineData("groups=", 1, 1)]
    public async Task List_of_groups_is_of_the_clinicians_named_beside_them(
        string query, int found, int foundInVersion3)
    {
        var clinic = await Clinic.Open(gateway);
        var own = clinic.Blocks(RoleFunctions.ViewOwnAppointments);
        query = query.Naming(clinic);

        var list = (await own.V21().List(query)).Succeeded();

        Assert.Equal((found, found), (list.Rows().Count(), (int)list.Json["total"]!));
        Assert.Equal(foundInVersion3, (int)(await own.List(query)).Json["total"]!);
    }

    [Fact]
    public async Task Errors_are_those_of_version_3()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.AsPatient.Booked(clinic.Visit());
        var (there, here) = (clinic.Blocks(), clinic.Blocks().V21());

        var (id, overlapping) = ($"{clinic.Block}", clinic.NewBlock(0));
        Assert.Equal((await there.Open(overlapping)).Timeless(), (await here.Open(overlapping)).Timeless());
        Assert.Equal((await there.Close(id)).Timeless(), (await here.Close(id)).Timeless());
        Assert.Equal(400, (await here.Close(id)).Status);
        (await here.Read("none")).Refused(BlockUnknown);
        (await here.List("groups=7")).Refused(1000400, "groups must be guids");
        (await here.List("startDate=yesterday")).Refused(
            1000400, "startDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00");
    }

    [Fact]
    public async Task Door_is_the_staffs_and_functions_are_asked_for()
    {
        var clinic = await Clinic.Open(gateway);
        var id = $"{clinic.Block}";
        var refused = new[]
        {
            (new BlockClient(gateway, clinic.AsPatient.Token).V21(), OnlyStaff),
            (new BlockClient(gateway, null).V21(), TokenInvalid),
            (clinic.Blocks(RoleFunctions.ManageHospital).V21(), RoleMissing),
        };

        foreach (var (client, refusal) in refused)
        {
            (await client.Open(clinic.NewBlock())).Refused(refusal);
            (await client.Change(id, clinic.NewBlock())).Refused(refusal);
            (await client.Read(id)).Refused(refusal);
            (await client.List("")).Refused(refusal);
            (await client.Close(id)).Refused(refusal);
        }
    }
}
