using Scheduling.Gateway.Tests.Hosting;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>zonedTime: wall-clock times of a zone that the request names; they win over the others.</summary>
public sealed class ZonedTimeTests(DaylightDays days) : IClassFixture<DaylightDays>
{
    private const int NewYork = 154;
    private const int LosAngeles = 135;
    private const int Kolkata = 247;

    private readonly TestGateway gateway = days.Gateway;

    [Fact]
    public async Task It_wins_over_startTime_and_endTime_and_is_not_answered()
    {
        var answer = await gateway.PostAt(Patients, Sample("09:00", "09:10").Change(
            "zonedTime", Zoned(LosAngeles, "2030-03-06T05:00", "2030-03-06T05:01:30")));

        answer.AssertBooked();
        Assert.Equal("2030-03-06T08:00:00-05:00", (string)answer.Json["startTime"]!);
        Assert.Equal("2030-03-06T08:01:30-05:00", (string)answer.Json["endTime"]!);
        Assert.DoesNotContain("zonedTime", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("2019-03-14T17:48:00", "2019-03-14T17:40:00")]
    [InlineData("2030-03-10T02:30:00", "0001-01-01T00:00:00")]
    public async Task What_startTime_and_endTime_say_beside_it_does_not_matter(string start, string end)
    {
        var minute = $"2030-03-06T10:{start[8..10]}";

        var answer = await gateway.PostAt(Patients, Sample().With("startTime", start).With("endTime", end)
            .Change("zonedTime", Zoned(NewYork, minute, minute + ":30")));

        answer.AssertBooked();
        Assert.Equal($"{minute}:00-05:00", (string)answer.Json["startTime"]!);
    }

    [Fact]
    public async Task Without_startTime_and_endTime_it_is_enough()
    {
        var answer = await gateway.PostAt(Patients, Sample().Without("startTime").Without("endTime")
            .Change("zonedTime", Zoned(Kolkata, "2030-03-06T20:30:00", "2030-03-06T20:31:00")));

        answer.AssertBooked();
        Assert.Equal("2030-03-06T10:00:00-05:00", (string)answer.Json["startTime"]!);
    }

    [Theory]
    [InlineData("timeZoneId")]
    [InlineData("startTime")]
    [InlineData("endTime")]
    public async Task Each_of_its_members_is_required(string member)
    {
        var request = Sample().Change("zonedTime", Zoned(NewYork, "2030-03-06T11:00:00", "2030-03-06T11:10:00"));

        (await gateway.PostAt(Patients, request.Without($"zonedTime.{member}"))).AssertFaults($"zonedTime.{member}");
    }

    [Theory]
    [InlineData("2030-03-06T11:00:00Z", "2030-03-06T11:10:00", "zonedTime.startTime")]
    [InlineData("2030-03-06T11:00:00", "2030-03-06T11:10:00-05:00", "zonedTime.endTime")]
    [InlineData("2030-03-06T11:00:00.5", "2030-03-06T11:10:00", "zonedTime.startTime")]
    [InlineData("2030-03-06T11:00:00", "2030-03-06T11:00:00", "zonedTime.endTime")]
    [InlineData("2030-03-06T11:00:00", "2030-03-06T10:59:59", "zonedTime.endTime")]
    [InlineData("2030-03-10T02:00:00", "2030-03-10T03:10:00", "zonedTime.startTime")]
    [InlineData("2030-03-10T01:50:00", "2030-03-10T02:59:59", "zonedTime.endTime")]
    public async Task An_offset_a_fraction_an_early_end_and_a_skipped_time_are_refused(
        string start, string end, string fault)
    {
        var answer = await gateway.PostAt(Patients, Sample().Change("zonedTime", Zoned(NewYork, start, end)));

        answer.AssertFaults(fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_zone_that_nobody_knows_does_not_exist(int zone)
    {
        var answer = await gateway.PostAt(
            Patients, Sample().Change("zonedTime", Zoned(zone, "2030-03-06T11:00:00", "2030-03-06T11:10:00")));

        Assert.Equal("HTTP/1.1 400 Sp Error 1000404 ExError 0", answer.StatusLine);
        Assert.Equal((1000404, "Time zone does not exist"), (answer.Code, answer.Message));
    }

    [Fact]
    public async Task Of_two_instants_with_the_same_wall_clock_time_the_later_is_meant()
    {
        var answer = await gateway.PostAt(Patients, days.On(
            "2030-11-03", Sample().Change("zonedTime", Zoned(NewYork, "2030-11-03T01:30:00", "2030-11-03T01:40:00"))));

        answer.AssertBooked();
        Assert.Equal("2030-11-03T01:30:00-05:00", (string)answer.Json["startTime"]!);
    }

    [Fact]
    public async Task Its_zone_counts_and_not_the_callers()
    {
        // Two o'clock is skipped in New York on that day, and is not in Kolkata.
        var answer = await gateway.PostAt(Patients, days.On(
            "2030-03-10", Sample().Change("zonedTime", Zoned(Kolkata, "2030-03-10T12:30:00", "2030-03-10T12:40:00"))));

        answer.AssertBooked();
        Assert.Equal("2030-03-10T03:00:00-04:00", (string)answer.Json["startTime"]!);
        Assert.Equal("2030-03-10T03:10:00-04:00", (string)answer.Json["endTime"]!);
    }

    [Fact]
    public async Task Zones_are_those_of_the_list_of_time_zones()
    {
        var list = await gateway.Send("GET", "/api/v2/timezones", gateway.GuardiansToken());

        var names = list.Json["data"]!.AsArray()
            .ToDictionary(zone => (int)zone!["id"]!, zone => (string)zone!["name"]!);
        Assert.Equal(
            ["America/New_York", "America/Los_Angeles", "Asia/Kolkata"],
            ((int[])[NewYork, LosAngeles, Kolkata]).Select(zone => names[zone]));
    }

    private static string Zoned(int zone, string start, string end) =>
        $$"""{"timeZoneId":{{zone}},"startTime":"{{start}}","endTime":"{{end}}"}""";
}
