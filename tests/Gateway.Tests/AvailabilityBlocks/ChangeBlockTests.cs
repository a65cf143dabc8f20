using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>PUT: what a block may become, and what stands in its way.</summary>
public sealed class ChangeBlockTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    internal static readonly (int, string) Strands =
        (1000400, "The availability block has appointments or holds that would be stranded");

    private static readonly (int, string) Overlaps =
        (1000409, "The clinician has another availability block at this time");

    [Fact]
    public async Task Change_replaces_all_and_is_read_listed_and_booked_by_at_once()
    {
        var clinic = await Clinic.Open(gateway);
        var block = (await clinic.Blocks().Open(clinic.NewBlock())).Succeeded();
        gateway.Pass(TimeSpan.FromSeconds(5));
        var next = clinic.NewBlock(660, 30).With("capacity", 2).With("allowSelfAppt", false).With("isAvailable", true);
        next["clinician"]!["locked"] = true;

        var changed = (await clinic.Blocks().Change(Id(block), next)).Succeeded();

        Assert.Equal(
            ("2030-03-06T19:00:00-05:00", "2030-03-06T19:30:00-05:00", 2, false, true),
            ((string)changed.Json["startTime"]!, (string)changed.Json["endTime"]!, (int)changed.Json["capacity"]!,
                (bool)changed.Json["allowSelfAppt"]!, (bool)changed.Json["clinician"]!["locked"]!));
        Assert.Equal((string)block.Json["createdDate"]!, (string)changed.Json["createdDate"]!);
        Assert.NotEqual((string)block.Json["modifiedDate"]!, (string)changed.Json["modifiedDate"]!);
        Assert.Equal(changed.Body, (await clinic.Blocks().Read(Id(block))).Succeeded().Body);
        var visit = clinic.Visit(660).With("availabilityBlockId", Id(block));
        (await clinic.AsPatient.Book(visit)).Refused(Refusals.TypeNotAllowed);
    }

    [Theory]
    [InlineData(15, 600)]
    [InlineData(0, 44)]
    [InlineData(300, 300)]
    public async Task Change_leaves_no_appointment_outside_and_says_which(int from, int length)
    {
        var clinic = await Clinic.Open(gateway);
        var first = await clinic.AsPatient.Booked(clinic.Visit(0));
        var other = await clinic.Admit();
        var second = await clinic.AsPatientOf(other).Booked(clinic.Visit(30).ForPatient(other));

        var answer = await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock(from, length));

        answer.Refused(Strands);
        string[] expected = (from, length) switch
        {
            (15, _) => [first],
            (0, _) => [second],
            _ => [first, second],
        };
        Assert.Equal(expected, answer.Json["appointments"]!.AsArray().Select(id => (string)id!));
        Assert.Empty(answer.Json["holds"]!.AsArray());
        Assert.Equal("HTTP/1.1 400 Sp Error 1000400 ExError 0", answer.StatusLine);
        Assert.Equal(clinic.At(0), Utc((await clinic.Blocks().Read($"{clinic.Block}")).Json));
    }

    [Fact]
    public async Task Change_leaves_no_instant_over_capacity_and_says_who_is_there()
    {
        var clinic = await Clinic.Open(gateway, block => block["capacity"] = 2);
        var other = await clinic.Admit();
        var alone = await clinic.AsPatient.Booked(clinic.Visit(100));
        var first = await clinic.AsPatient.Booked(clinic.Visit(0));
        var second = await clinic.AsPatientOf(other).Booked(clinic.Visit(10).ForPatient(other));

        var answer = await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock(0, 600));

        answer.Refused(Strands);
        Assert.Equal([first, second], answer.Json["appointments"]!.AsArray().Select(id => (string)id!));
        (await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock(0, 600).With("optimizationTypeCode", 1)))
            .Succeeded();
        Assert.Equal(alone, (string)(await clinic.AsPatient.Read(alone)).Json["appointmentId"]!);
    }

    [Fact]
    public async Task Change_an_appointment_that_is_over_or_cancelled_is_in_nobodys_way()
    {
        await using var own = new OwnGateway();
        var clinic = await Clinic.Open(await own.Start());
        await clinic.AsPatient.Booked(clinic.Visit(0, 15));
        var cancelled = await clinic.AsPatient.Booked(clinic.Visit(100));
        (await clinic.AsPatient.Cancel(cancelled)).Succeeded();
        var untilItsEnd = clinic.Opens.AddMinutes(15) - own.Gateway.Time.GetUtcNow();

        own.Gateway.Pass(untilItsEnd - TimeSpan.FromSeconds(1));
        var before = await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock(300, 300));
        own.Gateway.Pass(TimeSpan.FromSeconds(1));
        var after = await clinic.Blocks().Change($"{clinic.Block}", clinic.NewBlock(300, 300));

        before.Refused(Strands);
        after.Succeeded();
    }

    [Fact]
    public async Task Change_to_another_clinician_where_nobody_is_booked_and_their_time_is_free()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(ContactType.Clinician);
        var block = await clinic.Blocks().Opened(clinic.NewBlock(600));
        await clinic.OpenBlock(other, 630);
        var number = clinic.NumberOf(other);

        (await clinic.Blocks().Change(block, clinic.NewBlock(600).Of(number))).Refused(Overlaps);
        var moved = (await clinic.Blocks().Change(block, clinic.NewBlock(600, 30).Of(number))).Succeeded();

        Assert.Equal(number, (int)moved.Json["clinician"]!["clinicianId"]!);
        await clinic.Blocks().Opened(clinic.NewBlock(600));
    }

    [Fact]
    public async Task Change_to_another_clinician_with_somebody_booked_is_refused()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(ContactType.Clinician);
        var visit = await clinic.AsPatient.Booked(clinic.Visit());

        var answer = await clinic.Blocks().Change(
            $"{clinic.Block}", clinic.NewBlock(0, 600).Of(clinic.NumberOf(other)));

        answer.Refused(Strands);
        Assert.Equal([visit], answer.Json["appointments"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task Change_never_collides_with_itself_and_never_overlaps_another()
    {
        var clinic = await Clinic.Open(gateway);
        var block = await clinic.Blocks().Opened(clinic.NewBlock(600));

        (await clinic.Blocks().Change(block, clinic.NewBlock(630))).Succeeded();
        (await clinic.Blocks().Change(block, clinic.NewBlock(570))).Refused(Overlaps);
    }

    [Fact]
    public async Task Change_a_rule_is_refused()
    {
        var clinic = await Clinic.Open(gateway);

        (await clinic.Blocks().Change(
            $"{clinic.Block}", clinic.NewBlock(0, 600).Repeated("2030-04-01", "2030-04-02")))
            .Refused(1000400, "rule must not be given: a change is one block's");
    }

    [Fact]
    public async Task Change_each_step_answers_before_the_next()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await Clinic.Open(gateway);
        var own = clinic.Blocks(RoleFunctions.ManageOwnAppointments);
        var away = await clinic.Admit(ContactType.Clinician);
        await clinic.Change(away, "statusCode", 3);
        var unknown = $"{Guid.NewGuid()}";
        var (ours, theirs) = ($"{clinic.Block}", $"{other.Block}");
        var zoned = new JsonObject
        {
            ["timeZoneId"] = 0,
            ["startTime"] = "2030-04-01T09:00",
            ["endTime"] = "2030-04-01T10:00",
        };

        (await clinic.Blocks(RoleFunctions.ViewStaffAppointments).Change(unknown, new JsonObject()))
            .Refused(Refusals.RoleMissing);
        (await own.Change(unknown, new JsonObject())).Refused(1000400, "startTime is required");
        (await own.Change(unknown, clinic.NewBlock().Of(1))).Refused(Refusals.BlockUnknown);
        (await own.Change(theirs, clinic.NewBlock().Of(1))).Refused(Refusals.PersonUnknown);
        (await own.Change(theirs, clinic.NewBlock())).Refused(Refusals.RoleMissing);
        (await own.Change(ours, clinic.NewBlock().Of(clinic.NumberOf(away)))).Refused(Refusals.RoleMissing);
        (await clinic.Blocks().Change(ours, clinic.NewBlock().Of(clinic.NumberOf(away)).With("zonedTime", zoned)))
            .Refused(Refusals.ClinicianInactive);
        (await own.Change(ours, clinic.NewBlock().With("zonedTime", zoned.DeepClone())))
            .Refused(Refusals.TimeZoneUnknown);
        (await own.Change(ours, clinic.NewBlock(0, 600))).Succeeded();
    }

    [Fact]
    public async Task Change_the_block_of_a_clinician_who_has_left_can_be_made_unavailable()
    {
        var clinic = await Clinic.Open(gateway);
        var gone = await clinic.Admit(ContactType.Clinician);
        var block = await clinic.OpenBlock(gone, 0);
        await clinic.Change(gone, "statusCode", 3);

        (await clinic.Blocks().Change(
            $"{block}", clinic.NewBlock(0, 600).Of(clinic.NumberOf(gone)).With("isAvailable", false))).Succeeded();
    }

    [Fact]
    public async Task Change_nothing_of_another_hospital()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway, hospital: 127);

        (await here.Blocks().Change($"{there.Block}", here.NewBlock())).Refused(Refusals.BlockUnknown);
        (await here.Blocks().Close($"{there.Block}")).Refused(Refusals.BlockUnknown);
        (await here.Blocks().Change($"{here.Block}", here.NewBlock().Of(there.NumberOf(there.Clinician))))
            .Refused(Refusals.PersonUnknown);
    }

    private static string Id(RawAnswer answer) => (string)answer.Json["id"]!;

    private static string Utc(JsonObject block) =>
        DateTimeOffset.Parse((string)block["startTime"]!, System.Globalization.CultureInfo.InvariantCulture)
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
