using System.Globalization;
using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>POST, GET: what is opened, how it is answered, and what stands in its way.</summary>
public sealed class OpenBlockTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    private static readonly (int, string) Overlaps =
        (1000409, "The clinician has another availability block at this time");

    [Fact]
    public async Task Open_answers_the_block_in_the_callers_zone_and_read_answers_the_same()
    {
        var clinic = await Clinic.Open(gateway);

        var now = gateway.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(-5))
            .ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

        var opened = (await clinic.Blocks().Open(clinic.NewBlock().With("capacity", 3))).Succeeded();

        var id = (string)opened.Json["id"]!;
        var number = clinic.NumberOf(clinic.Clinician);
        Assert.Equal(
            $$"""
            {"id":"{{id}}","startTime":"2030-03-06T18:00:00-05:00","endTime":"2030-03-06T19:00:00-05:00",
            "allowOnDemandAppt":true,"allowProviderAppt":true,"allowSelfAppt":true,"isAvailable":true,
            "optimizationTypeCode":0,"capacity":3,
            "clinician":{"clinicianId":{{number}},"locked":false,"private":false},
            "createdDate":"{{now}}","modifiedDate":"{{now}}",
            "createdByUserId":{{number}}}
            """.ReplaceLineEndings(""),
            opened.Body);
        Assert.Equal(opened.Body, (await clinic.Blocks().Read(id)).Succeeded().Body);
    }

    [Fact]
    public async Task Open_a_block_it_is_booked_in_at_once()
    {
        var clinic = await Clinic.Open(gateway);
        var block = await clinic.Blocks().Opened(clinic.NewBlock());

        var visit = clinic.Visit(600).With("availabilityBlockId", block);

        Assert.Equal(block, (string)(await clinic.AsPatient.Book(visit)).Succeeded().Json["availabilityBlockId"]!);
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(600, true)]
    [InlineData(-30, false)]
    [InlineData(570, false)]
    [InlineData(120, false)]
    public async Task Open_blocks_of_one_clinician_may_touch_and_never_overlap(int minute, bool isFree)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.Blocks().Open(clinic.NewBlock(minute));

        _ = isFree ? answer.Succeeded() : answer.Refused(Overlaps);
    }

    [Fact]
    public async Task Open_rivals_for_one_time_have_one_winner()
    {
        var clinic = await Clinic.Open(gateway);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(minute =>
            clinic.Blocks().Open(clinic.NewBlock(600 + minute))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.Refused(Overlaps));
    }

    [Fact]
    public async Task Open_another_clinicians_block_at_the_same_time()
    {
        var clinic = await Clinic.Open(gateway);
        var other = await clinic.Admit(ContactType.Clinician);

        await clinic.Blocks().Opened(clinic.NewBlock(0).Of(clinic.NumberOf(other)));
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(1441, false)]
    public async Task Open_at_most_a_day(int length, bool fits)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.Blocks().Open(clinic.NewBlock(length: length));

        _ = fits ? answer.Succeeded() : answer.Refused(
            1000400, "The availability block must be at most 24 hours long, 25 on a long day");
    }

    [Theory]
    [InlineData("2030-11-03T00:00", "2030-11-04T00:00", true)]
    [InlineData("2030-11-03T00:00", "2030-11-04T00:01", false)]
    [InlineData("2030-11-10T00:00", "2030-11-11T01:00", false)]
    [InlineData("2030-03-10T00:00", "2030-03-11T01:00", true)]
    public async Task Open_25_hours_on_a_long_day_only(string start, string end, bool fits)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.Blocks().Open(clinic.NewBlock().With("startTime", start).With("endTime", end));

        Assert.Equal(fits ? 200 : 400, answer.Status);
    }

    [Fact]
    public async Task Open_zoned_time_wins_and_is_by_the_clocks_of_its_zone()
    {
        var clinic = await Clinic.Open(gateway);
        var zones = (await gateway.Send("GET", "/api/v2/timezones", gateway.AdasToken())).Json["data"]!.AsArray();
        var tokyo = (int)zones.Single(zone => (string)zone!["name"]! == "Asia/Tokyo")!["id"]!;
        var zoned = new JsonObject
        {
            ["timeZoneId"] = tokyo,
            ["startTime"] = "2030-04-01T09:00",
            ["endTime"] = "2030-04-01T10:00",
        };

        var opened = (await clinic.Blocks().Open(clinic.NewBlock().With("zonedTime", zoned))).Succeeded();

        Assert.Equal("2030-03-31T20:00:00-04:00", (string)opened.Json["startTime"]!);
        Assert.Null(opened.Json["zonedTime"]);
    }

    [Fact]
    public async Task Open_in_the_past_stands_and_cannot_be_booked()
    {
        var clinic = await Clinic.Open(gateway);

        var block = await clinic.Blocks().Opened(clinic.NewBlock(-60 * 24 * 30));

        (await clinic.AsPatient.Book(clinic.Visit(-60 * 24 * 30).With("availabilityBlockId", block)))
            .Refused(Refusals.NotInFuture);
    }

    [Fact]
    public async Task Open_names_a_clinician_who_exists_and_is_active()
    {
        var clinic = await Clinic.Open(gateway);
        var staff = await clinic.Admit(ContactType.Staff);
        var away = await clinic.Admit(ContactType.Clinician);
        await clinic.Change(away, "statusCode", 2);

        (await clinic.Blocks().Open(clinic.NewBlock().Of(1))).Refused(Refusals.PersonUnknown);
        (await clinic.Blocks().Open(clinic.NewBlock().Of(clinic.NumberOf(staff)))).Refused(Refusals.NotAClinician);
        (await clinic.Blocks().Open(clinic.NewBlock().Of(clinic.NumberOf(away)))).Refused(Refusals.ClinicianInactive);
    }

    [Fact]
    public async Task Read_unknown_ids_and_other_hospitals_are_unknown()
    {
        var clinic = await Clinic.Open(gateway);
        var foreign = await Clinic.Open(gateway, hospital: 127);

        (await clinic.Blocks().Read($"{Guid.NewGuid()}")).Refused(Refusals.BlockUnknown);
        (await clinic.Blocks().Read("none")).Refused(Refusals.BlockUnknown);
        (await clinic.Blocks().Read($"{foreign.Block}")).Refused(Refusals.BlockUnknown);
        (await clinic.Blocks().Open(clinic.NewBlock().Of(foreign.NumberOf(foreign.Clinician))))
            .Refused(Refusals.PersonUnknown);
    }
}
