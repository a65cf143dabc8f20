using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Grains.Storage;
using static Scheduling.Gateway.Tests.Appointments.Refusals;

namespace Scheduling.Gateway.Tests.Holds;

/// <summary>Who may hold a time, and end a hold; what is checked first; what a request must say.</summary>
public sealed class HoldPermissionTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private const int Elsewhere = 127;

    [Fact]
    public async Task Release_frees_the_time_at_once_and_may_be_said_again()
    {
        var clinic = await Clinic.Open(gateway);
        var rival = await clinic.Admit();
        var hold = await clinic.AsPatient.Held(clinic.Block, clinic.Visit(30).AsHold());

        var released = (await clinic.AsPatient.ReleaseHold(clinic.Block, hold)).Succeeded();

        Assert.Equal("", released.Body);
        (await clinic.AsPatient.ReleaseHold(clinic.Block, hold)).Succeeded();
        (await clinic.AsPatientOf(rival).Book(clinic.Visit(30).ForPatient(rival))).Succeeded();
    }

    [Fact]
    public async Task Release_is_for_whoever_placed_it_and_staff_who_may_book_for_its_patient()
    {
        var clinic = await Clinic.Open(gateway);
        var (guardian, stranger) = (await clinic.Admit(), await clinic.Admit());
        var dependent = await clinic.Admit(guardians: guardian);
        var visit = clinic.Visit(30).ForPatient(dependent).AsHold();
        var hold = await clinic.AsPatientOf(guardian).Held(clinic.Block, visit);
        var own = clinic.AsStaffWith(RoleFunctions.ManageOwnAppointments);

        (await clinic.AsPatientOf(stranger).ReleaseHold(clinic.Block, hold)).Refused(NotYours);
        (await clinic.AsPatientOf(dependent).ReleaseHold(clinic.Block, hold)).Refused(NotYours);
        var viewer = clinic.AsStaffWith(RoleFunctions.ViewStaffAppointments);
        (await viewer.ReleaseHold(clinic.Block, hold)).Refused(RoleMissing);
        (await clinic.AsPatientOf(guardian).ReleaseHold(clinic.Block, hold)).Succeeded();
        hold = await clinic.AsPatientOf(guardian).Held(clinic.Block, visit);
        (await own.ReleaseHold(clinic.Block, hold)).Succeeded();
        hold = await clinic.AsPatientOf(guardian).Held(clinic.Block, visit);
        (await clinic.AsStaffWith(RoleFunctions.PatientProxy).ReleaseHold(clinic.Block, hold)).Succeeded();
        Assert.Empty((await Stored(clinic))!.Holds);
    }

    [Fact]
    public async Task Release_of_what_nobody_has_is_done_and_in_an_unknown_block_is_not()
    {
        var clinic = await Clinic.Open(gateway);
        var foreign = await Clinic.Open(gateway, hospital: Elsewhere);
        var hold = await foreign.AsPatient.Held(foreign.Block, foreign.Visit(30).AsHold());

        (await clinic.AsPatient.ReleaseHold(clinic.Block, $"{Guid.NewGuid()}")).Succeeded();
        (await clinic.AsPatient.ReleaseHold(clinic.Block, "no-guid")).Succeeded();
        (await clinic.AsPatient.ReleaseHold(clinic.Block, hold)).Succeeded();
        (await clinic.AsPatient.ReleaseHold(foreign.Block, hold)).Refused(BlockUnknown);
        (await clinic.AsPatient.ReleaseHold(Guid.NewGuid(), hold)).Refused(BlockUnknown);
        (await clinic.AsPatient.ReleaseHold("no-guid", hold)).Refused(BlockUnknown);
        Assert.Single((await Stored(foreign, Elsewhere))!.Holds);
    }

    [Fact]
    public async Task Place_every_fault_at_once_answers_in_the_order_of_the_contract()
    {
        var clinic = await Clinic.Open(gateway, block =>
        {
            block["isAvailable"] = false;
            block["allowSelfAppt"] = false;
            block["locked"] = true;
            block["private"] = true;
        });
        var (other, stranger) = (await Clinic.Open(gateway), await clinic.Admit());
        var request = clinic.Visit(599, 121).In(clinic.Block, other.Clinician).ForPatient(Guid.NewGuid()).AsHold();
        request["serviceTypeId"] = 1;
        await clinic.Change(clinic.Patient, "statusCode", 2);
        object block = "no-guid";
        async Task Expect((int, string) refusal) =>
            (await clinic.AsPatientOf(stranger).Hold(block, request)).Refused(refusal);

        await Expect((1000400, "endTime must be at most 2 hours later than startTime"));
        request["endTime"] = clinic.At(599 + 120);
        await Expect(PersonUnknown);
        request.ForPatient(clinic.Patient);
        await Expect(NotYours);
        await clinic.Change(clinic.Patient, "guardians", Clinic.Guardians(true, stranger));
        await Expect(PatientInactive);
        await clinic.Change(clinic.Patient, "statusCode", 1);
        await Expect(ServiceTypeUnknown);
        request["serviceTypeId"] = 307;
        await Expect(BlockUnknown);
        block = clinic.Block;
        await Expect(OtherClinician);
        request["participants"]![0]!["personId"] = clinic.Clinician;
        await Expect(Unavailable);
        await clinic.ChangeBlock("isAvailable", true);
        await Expect(TypeNotAllowed);
        await clinic.ChangeBlock("allowSelfAppt", true);
        await Expect(Locked);
        await clinic.ChangeBlock("locked", false);
        await Expect(BlockUnknown);
        await clinic.ChangeBlock("private", false);
        await Expect(Outside);
        (request["startTime"], request["endTime"]) = (clinic.At(30), clinic.At(150));
        (await clinic.AsPatientOf(stranger).Hold(block, request)).Succeeded();
    }

    [Theory]
    [InlineData("startTime", "startTime is required")]
    [InlineData("endTime", "endTime is required")]
    [InlineData("participants", "participants is required")]
    [InlineData("appointmentTypeCode", "appointmentTypeCode is required")]
    [InlineData("serviceTypeId", "serviceTypeId is required")]
    public async Task Place_without_a_member_is_refused(string member, string message)
    {
        var clinic = await Clinic.Open(gateway);
        var request = clinic.Visit(30).AsHold();
        request.Remove(member);

        (await clinic.AsPatient.Hold(clinic.Block, request)).Refused(1000400, message);
    }

    [Fact]
    public async Task Place_takes_zoned_time_and_its_limit_is_two_hours_too()
    {
        var clinic = await Clinic.Open(gateway);
        var request = clinic.Visit(30).AsHold();
        var zones = await gateway.Send("GET", "/api/v2/timezones", clinic.AsPatient.Token);
        var utc = zones.Succeeded().Json["data"]!.AsArray().Single(zone => (string)zone!["name"]! == "Etc/UTC")!;
        request["zonedTime"] = new JsonObject
        {
            ["timeZoneId"] = utc["id"]!.DeepClone(),
            ["startTime"] = clinic.At(30)[..^1],
            ["endTime"] = clinic.At(151)[..^1],
        };

        (await clinic.AsPatient.Hold(clinic.Block, request)).Refused(
            1000400, "zonedTime.endTime must be at most 2 hours later than zonedTime.startTime");
        request["zonedTime"]!["endTime"] = clinic.At(150)[..^1];
        var held = (await clinic.AsPatient.Hold(clinic.Block, request)).Succeeded();

        Assert.Equal(
            (30, 150), (clinic.Minute((string)held.Json["startTime"]!), clinic.Minute((string)held.Json["endTime"]!)));
    }

    private Task<BlockSnapshot?> Stored(Clinic clinic, int hospital = TestGateway.Hospital) =>
        gateway.Services.GetRequiredService<IScheduleStore>().LoadBlock(new Key(hospital, clinic.Block));
}
