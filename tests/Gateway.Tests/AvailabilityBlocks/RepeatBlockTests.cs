using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>POST with a rule.</summary>
public sealed class RepeatBlockTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task A_rule_opens_its_days_across_a_change_of_the_clocks()
    {
        var clinic = await Clinic.Open(gateway);
        var request = Morning(clinic).Repeated("2030-03-08", "2030-03-12", 1, 1, 0, 5, 2);

        var opened = (await clinic.Blocks().Open(request)).Succeeded();

        Assert.Equal(3, (int)opened.Json["total"]!);
        Assert.Equal(
            ["2030-03-08T06:00:00-05:00", "2030-03-10T06:00:00-04:00", "2030-03-12T06:00:00-04:00"],
            opened.Json["data"]!.AsArray().Select(block => (string)block!["startTime"]!));
        Assert.All(opened.Json["data"]!.AsArray(), block => Assert.Null(block!["rule"]));
    }

    [Fact]
    public async Task A_rule_repeats_by_the_clocks_of_zoned_time()
    {
        var clinic = await Clinic.Open(gateway);
        var zones = (await gateway.Send("GET", "/api/v2/timezones", gateway.AdasToken())).Json["data"]!.AsArray();
        var berlin = (int)zones.Single(zone => (string)zone!["name"]! == "Europe/Berlin")!["id"]!;
        var zoned = new JsonObject
        {
            ["timeZoneId"] = berlin,
            ["startTime"] = "2030-01-01T22:00",
            ["endTime"] = "2030-01-02T06:00",
        };
        var request = clinic.NewBlock().With("zonedTime", zoned).Repeated("2030-03-30", "2030-03-31");

        var opened = (await clinic.Blocks().Open(request)).Succeeded();

        Assert.Equal(
            ["2030-03-30T17:00:00-04:00", "2030-03-31T16:00:00-04:00"],
            opened.Json["data"]!.AsArray().Select(block => (string)block!["startTime"]!));
    }

    [Fact]
    public async Task A_rule_with_one_day_taken_opens_none()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.Blocks().Opened(clinic.NewBlock()
            .With("startTime", "2030-04-03T06:30").With("endTime", "2030-04-03T06:45"));

        (await clinic.Blocks().Open(Morning(clinic).Repeated("2030-04-01", "2030-04-05")))
            .Refused(1000409, "The clinician has another availability block at this time");

        var list = await clinic.Blocks().List(
            $"clinicianIds={clinic.NumberOf(clinic.Clinician)}&startDate=2030-04-01&endDate=2030-04-06");
        Assert.Equal(1, (int)list.Succeeded().Json["total"]!);
    }

    [Theory]
    [InlineData("2030-01-01", "2031-01-01", true)]
    [InlineData("2030-01-01", "2031-01-02", false)]
    [InlineData("2030-01-01", "9998-12-31", false)]
    public async Task A_rule_gives_at_most_366_blocks(string from, string to, bool fits)
    {
        var clinic = await Clinic.Open(gateway);

        var answer = await clinic.Blocks().Open(Morning(clinic).Repeated(from, to));

        if (fits)
        {
            Assert.Equal(366, (int)answer.Succeeded().Json["total"]!);
        }
        else
        {
            answer.Refused(1000400, "rule gives more than 366 blocks");
        }
    }

    [Fact]
    public async Task A_rule_whose_days_overlap_each_other_opens_none()
    {
        var clinic = await Clinic.Open(gateway);
        // The clocks of Sunday's gap move its end by an hour, into the next block.
        var request = clinic.NewBlock()
            .With("startTime", "2030-03-01T03:10").With("endTime", "2030-03-02T02:50")
            .Repeated("2030-03-09", "2030-03-10");

        (await clinic.Blocks().Open(request))
            .Refused(1000409, "The clinician has another availability block at this time");
    }

    private static JsonObject Morning(Clinic clinic) =>
        clinic.NewBlock().With("startTime", "2030-01-01T06:00").With("endTime", "2030-01-01T07:30");
}
