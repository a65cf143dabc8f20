using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using static Scheduling.Gateway.Tests.Appointments.Bookings;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Start and end as requests write them, in the callers' zones, on the days when clocks change too.</summary>
public sealed class RequestTimeTests(DaylightDays days) : IClassFixture<DaylightDays>
{
    private readonly TestGateway gateway = days.Gateway;

    [Theory]
    [InlineData("2030-03-06T08:01", "2030-03-06T08:01:00-05:00")]
    [InlineData("2030-03-06T08:02:00", "2030-03-06T08:02:00-05:00")]
    [InlineData("2030-03-06T08:03:07", "2030-03-06T08:03:07-05:00")]
    [InlineData("2030-03-06T08:04:00.0", "2030-03-06T08:04:00-05:00")]
    [InlineData("2030-03-06T08:05:00.0000000", "2030-03-06T08:05:00-05:00")]
    [InlineData("2030-03-06T08:06:00.0000000000000000000000", "2030-03-06T08:06:00-05:00")]
    [InlineData("2030-03-06T13:07:00Z", "2030-03-06T08:07:00-05:00")]
    [InlineData("2030-03-06T13:08Z", "2030-03-06T08:08:00-05:00")]
    [InlineData("2030-03-06T13:09:00.000Z", "2030-03-06T08:09:00-05:00")]
    [InlineData("2030-03-06T13:10:00+00:00", "2030-03-06T08:10:00-05:00")]
    [InlineData("2030-03-06T13:11:00-00:00", "2030-03-06T08:11:00-05:00")]
    [InlineData("2030-03-06T08:12:00-05:00", "2030-03-06T08:12:00-05:00")]
    [InlineData("2030-03-06T18:58:00+05:45", "2030-03-06T08:13:00-05:00")]
    [InlineData("2030-03-07T03:14+14:00", "2030-03-06T08:14:00-05:00")]
    [InlineData("2030-03-05T23:15:00.00-14:00", "2030-03-06T08:15:00-05:00")]
    public async Task A_start_in_each_form_is_the_same_instant_in_the_answer(string sent, string answered)
    {
        var answer = await gateway.PostAt(Patients, Ask(sent, answered[..17] + "20-05:00"));

        answer.AssertBooked();
        Assert.Equal(answered, (string)answer.Json["startTime"]!);
        Assert.Equal(answered[..17] + "20-05:00", (string)answer.Json["endTime"]!);
    }

    [Theory]
    [InlineData("2030-03-06")]
    [InlineData("2030-03-06T08")]
    [InlineData("2030-03-06T8:00")]
    [InlineData("2030-03-06 08:00:00")]
    [InlineData("2030-03-06t08:00:00")]
    [InlineData("2030-03-06T13:00:00z")]
    [InlineData("20300306T080000")]
    [InlineData("2030-3-6T08:00:00")]
    [InlineData("2030-065T08:00:00")]
    [InlineData("2030-W10-3T08:00:00")]
    [InlineData("2030-02-29T08:00:00")]
    [InlineData("2030-13-01T08:00:00")]
    [InlineData("2030-00-06T08:00:00")]
    [InlineData("2030-03-00T08:00:00")]
    [InlineData("2030-03-32T08:00:00")]
    [InlineData("2030-03-06T24:00:00")]
    [InlineData("2030-03-06T08:60:00")]
    [InlineData("2030-03-06T08:00:60")]
    [InlineData("2030-03-06T08:00:00.")]
    [InlineData("2030-03-06T08:00:00.1")]
    [InlineData("2030-03-06T08:00:00.0000001")]
    [InlineData("2030-03-06T08:00.0")]
    [InlineData("2030-03-06T08:00:00,0")]
    [InlineData("2030-03-06T08:00:00+05")]
    [InlineData("2030-03-06T08:00:00+0500")]
    [InlineData("2030-03-06T08:00:00+5:00")]
    [InlineData("2030-03-06T08:00:00+24:00")]
    [InlineData("2030-03-06T08:00:00-05:60")]
    [InlineData("2030-03-06T08:00:00-05:00[America/New_York]")]
    [InlineData("2030-03-06T08:00:00 Z")]
    [InlineData(" 2030-03-06T08:00:00")]
    [InlineData("2030-03-06T08:00:00 ")]
    [InlineData("+2030-03-06T08:00:00")]
    [InlineData("12030-03-06T08:00:00")]
    [InlineData("-2030-03-06T08:00:00")]
    [InlineData("0000-01-01T00:00:00")]
    [InlineData("２０３０-03-06T08:00:00")]
    [InlineData("/Date(1899032400000)/")]
    [InlineData("Wed, 06 Mar 2030 13:00:00 GMT")]
    public async Task What_is_not_a_time_in_whole_seconds_is_refused(string text)
    {
        var answer = await gateway.PostAt(Patients, Ask(text, text));

        answer.AssertFaults("startTime", "endTime");
    }

    [Theory]
    [InlineData("2030-03-06T09:00:00", "2030-03-06T09:00:00")]
    [InlineData("2030-03-06T09:00:00", "2030-03-06T08:59:59")]
    [InlineData("2030-03-06T09:00:00-05:00", "2030-03-06T14:00:00Z")]
    [InlineData("2030-03-06T09:00:00", "2030-03-06T13:30:00Z")]
    [InlineData("9998-03-06T09:00:00", "2030-03-06T13:30:00")]
    public async Task An_end_that_is_not_later_than_the_start_is_refused(string start, string end)
    {
        (await gateway.PostAt(Patients, Ask(start, end))).AssertFaults("endTime");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:15:00")]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01T00:15:00+14:00")]
    [InlineData("9999-12-31T23:00:00", "9999-12-31T23:59:59")]
    [InlineData("9999-12-31T23:00:00-14:00", "9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-03T00:00:00", "9999-12-29T00:00:00")]
    [InlineData("1883-11-18T12:00:00", "1883-11-18T12:15:00")]
    [InlineData("9999-12-01T00:00:00", "9999-12-01T00:15:00")]
    public async Task Times_at_the_edges_of_the_calendar_are_refused_in_every_zone(string start, string end)
    {
        foreach (var zone in (string[])["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Etc/UTC"])
        {
            var plain = await Post(Ask(start, end), zone);
            var zoned = await Post(Ask().Change(
                "zonedTime", $$"""{"timeZoneId":429,"startTime":"{{start[..19]}}","endTime":"{{end[..19]}}"}"""), zone);

            Assert.Equal((400, 1000400), (plain.Status, plain.Code));
            Assert.Equal((400, 1000400), (zoned.Status, zoned.Code));
        }
    }

    [Theory]
    [InlineData("2019-03-14T17:48:00", "2019-03-14T17:50:00")]
    [InlineData("2030-03-05T10:00:00", "2030-03-05T10:15:00")]
    [InlineData("2030-03-05T15:00:00Z", "2030-03-06T15:15:00Z")]
    public async Task A_start_that_is_not_in_the_future_is_refused_the_present_included(string start, string end)
    {
        var answer = await gateway.PostAt(Patients, Ask(start, end));

        Assert.Equal((400, 1000400), (answer.Status, answer.Code));
        Assert.Equal("Appointment time should be set in the future", answer.Message);
    }

    [Theory]
    [InlineData("America/Los_Angeles", "2030-03-06T06:00:00", "2030-03-06T06:00:00-08:00")]
    [InlineData("Asia/Kolkata", "2030-03-06T19:40:00", "2030-03-06T19:40:00+05:30")]
    [InlineData("Asia/Kathmandu", "2030-03-06T20:05:00", "2030-03-06T20:05:00+05:45")]
    [InlineData("Pacific/Kiritimati", "2030-03-07T04:30:00", "2030-03-07T04:30:00+14:00")]
    [InlineData("Etc/UTC", "2030-03-06T14:40:00", "2030-03-06T14:40:00+00:00")]
    [InlineData(null, "2030-03-06T09:50:00", "2030-03-06T09:50:00-05:00")]
    [InlineData("Middle/Earth", "2030-03-06T10:00:00", "2030-03-06T10:00:00-05:00")]
    [InlineData("", "2030-03-06T10:10:00", "2030-03-06T10:10:00-05:00")]
    public async Task A_time_without_offset_is_the_callers_wall_clock(string? zone, string sent, string answered)
    {
        var answer = await Post(Ask(sent, sent[..17] + "20"), zone);

        answer.AssertBooked();
        Assert.Equal(answered, (string)answer.Json["startTime"]!);
    }

    [Fact]
    public async Task A_time_is_read_by_everybody_in_their_own_zone()
    {
        var booked = await gateway.PostAt(Patients, Ask("2030-03-06T10:30:00", "2030-03-06T10:31:00"));

        var token = gateway.Token(DemoPeople.Guardian, ContactType.Patient, zone: "Asia/Tokyo");
        var read = await gateway.Send("GET", $"{Patients}/{booked.Id()}", token);

        Assert.Equal("2030-03-07T00:30:00+09:00", (string)read.Json["startTime"]!);
        Assert.Equal("2030-03-07T00:31:00+09:00", (string)read.Json["endTime"]!);
    }

    [Theory]
    [InlineData("2030-03-10T01:40:00", "2030-03-10T03:10:00", "-05:00", "-04:00")]
    [InlineData("2030-11-03T00:30:00", "2030-11-03T00:59:59", "-04:00", "-04:00")]
    [InlineData("2030-11-03T01:00:00", "2030-11-03T01:20:00", "-05:00", "-05:00")]
    [InlineData("2030-11-03T01:00:00-04:00", "2030-11-03T01:20:00-04:00", "-04:00", "-04:00")]
    [InlineData("2030-11-03T01:30:00-04:00", "2030-11-03T01:00:00-05:00", "-04:00", "-05:00")]
    [InlineData("2030-11-03T02:00:00", "2030-11-03T02:20:00", "-05:00", "-05:00")]
    [InlineData("2030-07-01T10:00:00", "2030-07-01T10:20:00", "-04:00", "-04:00")]
    public async Task Where_clocks_change_the_offset_is_that_of_the_instant_and_of_two_the_later_is_meant(
        string start, string end, string startsAt, string endsAt)
    {
        var answer = await gateway.PostAt(Patients, days.On(start[..10], Ask(start, end)));

        answer.AssertBooked();
        Assert.Equal(start[..19] + startsAt, (string)answer.Json["startTime"]!);
        Assert.Equal(end[..19] + endsAt, (string)answer.Json["endTime"]!);
    }

    [Theory]
    [InlineData("America/New_York", "2030-03-10T02:00:00")]
    [InlineData("America/New_York", "2030-03-10T02:59:59")]
    [InlineData("Europe/London", "2030-03-31T01:30:00")]
    [InlineData("Australia/Lord_Howe", "2030-10-06T02:15:00")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00:00")]
    public async Task A_wall_clock_time_that_does_not_exist_is_refused(string zone, string skipped)
    {
        var answer = await Post(Ask(skipped, "2030-12-01T00:00:00"), zone);
        var asEnd = await Post(Ask("2001-01-01T00:00:00", skipped), zone);

        answer.AssertFaults("startTime");
        asEnd.AssertFaults("endTime");
    }

    private Task<RawAnswer> Post(JsonObject request, string? zone) => gateway.Send(
        "POST", Patients, gateway.Token(DemoPeople.Guardian, ContactType.Patient, zone: zone), request);

    private static JsonObject Ask(string start = "2030-03-06T17:00:00", string end = "2030-03-06T17:01:00") =>
        Sample().With("startTime", start).With("endTime", end);
}
