using System.Collections.Immutable;
using CsCheck;
using NodaTime;
using Scheduling.Gateway.AvailabilityBlocks;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>A rule against the slow model: any rule, and every change of every zone's clocks.</summary>
public sealed class RecurrenceProperties
{
    private static readonly DateTimeZone[] Zones =
        [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])];

    /// <summary>Around midnight, in the usual hours of a change, and in the middle of the day.</summary>
    private static readonly WallTimes[] Nasty =
    [
        Times("00:00", 1, "00:00"),
        Times("00:30", 0, "01:15"),
        Times("02:10", 0, "02:50"),
        Times("02:30", 0, "03:15"),
        Times("22:00", 1, "06:00"),
        Times("23:45", 1, "00:15"),
        Times("12:00", 0, "18:00"),
    ];

    private static readonly Gen<LocalDate> GenDate =
        Gen.Int[0, 250 * 365].Select(days => new LocalDate(1850, 1, 1).PlusDays(days));

    private static readonly Gen<WallTimes> GenTimes =
        Gen.Select(Gen.Int[0, 1439], Gen.Int[1, 1440]).Select(Times);

    private static readonly Gen<RepeatRule> GenRule = Gen.Select(
        GenDate, Gen.Int[0, 400], Gen.Int[1, 5], Gen.Enum<RepeatPeriod>(), Gen.Int[0, 31].Array[1, 8],
        (from, days, interval, period, on) => new RepeatRule(from, from.PlusDays(days), interval, Days(period, on), period));

    [Fact]
    public void Any_rule_gives_what_the_model_gives() =>
        Gen.Select(GenRule, GenTimes, Gen.Int[0, Zones.Length - 1]).Sample(
            (rule, times, zone) =>
                rule.Repeat(times, Zones[zone]).SequenceEqual(WallClockModel.Repeat(rule, times, Zones[zone])),
            iter: 500);

    [Fact]
    public void Every_change_of_every_zones_clocks_gives_what_the_model_gives()
    {
        var changes = 0;
        foreach (var zone in Zones)
        {
            foreach (var day in DaysOfChange(zone))
            {
                var rule = new RepeatRule(day.PlusDays(-1), day.PlusDays(1), 1, [], RepeatPeriod.Daily);
                var times = Nasty[changes++ % Nasty.Length];
                Assert.Equal(WallClockModel.Repeat(rule, times, zone), rule.Repeat(times, zone));
            }
        }

        Assert.True(changes > 10_000, $"Only {changes} changes were seen.");
    }

    [Fact]
    public void Blocks_of_up_to_a_day_come_in_order_and_show_the_same_times_on_days_without_a_change() =>
        Gen.Select(GenRule, GenTimes, Gen.Int[0, Zones.Length - 1]).Sample(
            (rule, times, index) =>
            {
                foreach (var time in rule.Repeat(times, Zones[index]))
                {
                    var start = Instant.FromDateTimeOffset(time.Start);
                    var quiet = Zones[index].GetZoneInterval(start);
                    var end = Instant.FromDateTimeOffset(time.End);
                    if (quiet.Contains(start - Duration.FromDays(2)) && quiet.Contains(end + Duration.FromDays(2)))
                    {
                        Assert.Equal(times, WallTimes.Of(time, Zones[index]));
                    }
                }
            },
            iter: 300);

    /// <summary>The dates on which clocks change, by the clocks of before and of after.</summary>
    private static IEnumerable<LocalDate> DaysOfChange(DateTimeZone zone) => zone
        .GetZoneIntervals(Instant.FromUtc(2005, 1, 1, 0, 0), Instant.FromUtc(2032, 1, 1, 0, 0))
        .Where(interval => interval.HasStart)
        .SelectMany(interval => new[]
        {
            interval.IsoLocalStart.Date,
            interval.Start.Minus(Duration.FromSeconds(1)).InZone(zone).Date,
        })
        .Distinct();

    private static ImmutableArray<int> Days(RepeatPeriod period, int[] on) => period switch
    {
        RepeatPeriod.Daily => [],
        RepeatPeriod.Weekly => [.. on.Select(day => day % 7)],
        RepeatPeriod.Monthly => [.. on.Select(day => Math.Max(day, 1))],
    };

    private static WallTimes Times(int minute, int length)
    {
        var end = minute + length;
        return new WallTimes(Clock(minute), end / 1440, Clock(end % 1440));
    }

    private static LocalTime Clock(int minute) => LocalTime.Midnight.PlusMinutes(minute);

    private static WallTimes Times(string start, int daysLater, string end) =>
        new(Clock(start), daysLater, Clock(end));

    private static LocalTime Clock(string text) =>
        NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
