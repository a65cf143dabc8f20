using NodaTime;
using NodaTime.Text;
using Scheduling.Gateway.AvailabilityBlocks;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>What a rule gives, in words: the days that are worth knowing.</summary>
public sealed class RecurrenceTests
{
    [Theory]
    [InlineData("2030-03-14", "2030-03-17", 1, "14 15 16 17")]
    [InlineData("2030-03-14", "2030-03-20", 3, "14 17 20")]
    [InlineData("2030-03-14", "2030-03-14", 7, "14")]
    public void Daily_both_dates_belong_to_it(string from, string to, int interval, string days) =>
        Assert.Equal(days, DaysOf(Rule(RepeatPeriod.Daily, from, to, interval)));

    [Theory]
    [InlineData("2030-03-14", "2030-03-31", 1, "14 17 21 24 28 31")]
    [InlineData("2030-03-14", "2030-03-31", 2, "14 24 28")]
    [InlineData("2030-03-17", "2030-03-31", 2, "17 21 31")]
    public void Weekly_weeks_count_from_the_sunday_on_or_before_the_first_date(
        string from, string to, int interval, string days) =>
        Assert.Equal(days, DaysOf(Rule(RepeatPeriod.Weekly, from, to, interval, 4, 0)));

    [Theory]
    [InlineData(1, "2030-01-31 2030-03-31 2030-05-31 2030-07-31")]
    [InlineData(2, "2030-01-31 2030-03-31 2030-05-31 2030-07-31")]
    [InlineData(3, "2030-01-31 2030-07-31")]
    public void Monthly_a_month_without_the_day_is_skipped(int interval, string dates)
    {
        var rule = Rule(RepeatPeriod.Monthly, "2030-01-15", "2030-08-01", interval, 31);

        Assert.Equal(dates, string.Join(' ', rule.Dates().Select(LocalDatePattern.Iso.Format)));
    }

    [Fact]
    public void A_time_in_a_gap_moves_forward_by_the_gap() => Assert.Equal(
        ["2030-03-09T02:30/2030-03-09T04:30", "2030-03-10T03:30/2030-03-10T04:30", "2030-03-11T02:30/2030-03-11T04:30"],
        Repeated("America/New_York", "2030-03-09", "2030-03-11", "02:30", "04:30"));

    [Fact]
    public void A_gap_of_half_an_hour_moves_by_half_an_hour() => Assert.Equal(
        ["2030-10-06T02:45/2030-10-06T04:00"],
        Repeated("Australia/Lord_Howe", "2030-10-06", "2030-10-06", "02:15", "04:00"));

    [Fact]
    public void A_gap_at_midnight_moves_the_start_of_the_day() => Assert.Equal(
        ["2018-11-03T00:00/2018-11-03T08:00", "2018-11-04T01:00/2018-11-04T08:00"],
        Repeated("America/Sao_Paulo", "2018-11-03", "2018-11-04", "00:00", "08:00"));

    [Fact]
    public void A_block_that_would_be_empty_is_skipped() => Assert.Equal(
        ["2030-03-09T02:30/2030-03-09T03:15", "2030-03-11T02:30/2030-03-11T03:15"],
        Repeated("America/New_York", "2030-03-09", "2030-03-11", "02:30", "03:15"));

    [Fact]
    public void A_date_that_the_calendar_leaps_over_has_no_block() => Assert.Equal(
        ["2011-12-29T08:00/2011-12-29T12:00", "2011-12-31T08:00/2011-12-31T12:00"],
        Repeated("Pacific/Apia", "2011-12-29", "2011-12-31", "08:00", "12:00"));

    [Fact]
    public void A_time_shown_twice_is_the_later_one()
    {
        var time = Assert.Single(Rule(RepeatPeriod.Daily, "2030-11-03", "2030-11-03", 1)
            .Repeat(new WallTimes(new LocalTime(1, 30), 0, new LocalTime(3, 0)), Zone("America/New_York")));

        Assert.Equal(new DateTimeOffset(2030, 11, 3, 6, 30, 0, TimeSpan.Zero), time.Start);
        Assert.Equal(TimeSpan.FromMinutes(90), time.Length);
    }

    [Fact]
    public void A_night_that_is_longer_or_shorter_keeps_its_times_on_the_wall()
    {
        var nights = Rule(RepeatPeriod.Daily, "2030-03-09", "2030-03-10", 1)
            .Repeat(new WallTimes(new LocalTime(22, 0), 1, new LocalTime(6, 0)), Zone("America/New_York"));

        Assert.Equal([7, 8], nights.Select(night => night.Length.TotalHours));
    }

    [Fact]
    public void The_farthest_dates_and_intervals_end() => Assert.Single(
        Rule(RepeatPeriod.Weekly, "0002-01-01", "9998-12-31", int.MaxValue, 6)
            .Repeat(new WallTimes(LocalTime.Midnight, 1, LocalTime.Midnight), Zone("Pacific/Apia")));

    private static RepeatRule Rule(RepeatPeriod period, string from, string to, int interval, params int[] on) =>
        new(Date(from), Date(to), interval, [.. on], period);

    private static string DaysOf(RepeatRule rule) => string.Join(' ', rule.Dates().Select(date => date.Day));

    private static string[] Repeated(string zone, string from, string to, string start, string end)
    {
        var times = Rule(RepeatPeriod.Daily, from, to, 1).Repeat(new WallTimes(Clock(start), 0, Clock(end)), Zone(zone));
        return [.. times.Select(time => $"{Wall(time.Start, zone)}/{Wall(time.End, zone)}")];
    }

    private static string Wall(DateTimeOffset instant, string zone) => LocalDateTimePattern
        .CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm")
        .Format(Instant.FromDateTimeOffset(instant).InZone(Zone(zone)).LocalDateTime);

    private static DateTimeZone Zone(string name) => DateTimeZoneProviders.Tzdb[name];

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static LocalTime Clock(string text) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
