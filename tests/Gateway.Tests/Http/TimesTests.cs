using System.Text;
using CsCheck;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Tests.Http;

public sealed class TimesTests
{
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly Instant Earliest = Instant.FromUtc(1800, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2060, 1, 1, 0, 0);

    private static readonly DateTimeZone[] Zones =
        [.. DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id])];

    private static readonly Gen<DateTimeZone> AnyZone = Gen.Int[0, Zones.Length - 1].Select(index => Zones[index]);

    [Theory]
    [InlineData("2019-03-14T17:48", "2019-03-14T17:48:00-04:00")]
    [InlineData("2019-03-14T17:48:09", "2019-03-14T17:48:09-04:00")]
    [InlineData("2019-03-14T17:48:09.000", "2019-03-14T17:48:09-04:00")]
    [InlineData("2019-03-14T17:48:09.0000000000000000", "2019-03-14T17:48:09-04:00")]
    [InlineData("2019-03-14T17:48Z", "2019-03-14T13:48:00-04:00")]
    [InlineData("2019-03-14T17:48:00.0Z", "2019-03-14T13:48:00-04:00")]
    [InlineData("2019-03-14T17:48+05:30", "2019-03-14T08:18:00-04:00")]
    [InlineData("2019-03-14T17:48:00-00:00", "2019-03-14T13:48:00-04:00")]
    [InlineData("2019-03-14T17:48:00+18:00", "2019-03-13T19:48:00-04:00")]
    [InlineData("2020-02-29T00:00:00", "2020-02-29T00:00:00-05:00")]
    [InlineData("2019-11-03T01:30:00", "2019-11-03T01:30:00-05:00")]
    [InlineData("2019-11-03T01:30:00-04:00", "2019-11-03T01:30:00-04:00")]
    public void A_time_is_read_in_the_callers_zone_unless_it_says_another(string text, string expected)
    {
        Assert.True(TryParse(text, out var time));
        Assert.Equal(TimeFault.None, time.TryResolve(NewYork, out var instant));
        Assert.Equal(expected, Times.Format(instant, NewYork));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2019-03-14")]
    [InlineData("2019-03-14 17:48")]
    [InlineData("2019-03-14t17:48")]
    [InlineData("2019-03-14T17:48z")]
    [InlineData("2019-03-14T17:4")]
    [InlineData("2019-03-14T17:48:")]
    [InlineData("2019-03-14T17:48:0")]
    [InlineData("2019-03-14T17:48:00.")]
    [InlineData("2019-03-14T17:48:00.5")]
    [InlineData("2019-03-14T17:48:00.001")]
    [InlineData("2019-03-14T17:48:00,0")]
    [InlineData("2019-03-14T17:48.0")]
    [InlineData("2019-03-14T24:00")]
    [InlineData("2019-03-14T17:60")]
    [InlineData("2019-03-14T17:48:60")]
    [InlineData("2019-02-29T17:48")]
    [InlineData("2019-13-01T17:48")]
    [InlineData("2019-00-01T17:48")]
    [InlineData("2019-01-00T17:48")]
    [InlineData("0000-01-01T17:48")]
    [InlineData("12019-01-01T17:48")]
    [InlineData("-019-01-01T17:48")]
    [InlineData("2019-03-14T17:48+5:30")]
    [InlineData("2019-03-14T17:48+0530")]
    [InlineData("2019-03-14T17:48+18:01")]
    [InlineData("2019-03-14T17:48+05:60")]
    [InlineData("2019-03-14T17:48ZZ")]
    [InlineData(" 2019-03-14T17:48")]
    [InlineData("2019-03-14T17:48 ")]
    [InlineData("٢019-03-14T17:48")]
    public void What_is_written_otherwise_is_no_time(string text)
    {
        Assert.False(TryParse(text, out _));
    }

    [Theory]
    [InlineData("2019-03-10T02:00:00", nameof(TimeFault.Skipped))]
    [InlineData("2019-03-10T02:59:59", nameof(TimeFault.Skipped))]
    [InlineData("2019-03-10T03:00:00", nameof(TimeFault.None))]
    [InlineData("2019-03-10T01:59:59", nameof(TimeFault.None))]
    [InlineData("2019-03-10T02:30:00-05:00", nameof(TimeFault.None))]
    [InlineData("0001-01-01T23:59:59Z", nameof(TimeFault.OutOfRange))]
    [InlineData("0001-01-02T00:00:00Z", nameof(TimeFault.None))]
    [InlineData("9999-12-30T00:00:00Z", nameof(TimeFault.None))]
    [InlineData("9999-12-30T00:00:01Z", nameof(TimeFault.OutOfRange))]
    [InlineData("9999-12-31T23:59:59-18:00", nameof(TimeFault.OutOfRange))]
    [InlineData("0001-01-01T00:00:00+18:00", nameof(TimeFault.OutOfRange))]
    public void A_time_that_no_clock_shows_is_a_fault(string text, string fault)
    {
        Assert.True(TryParse(text, out var time));
        Assert.Equal(Enum.Parse<TimeFault>(fault), time.TryResolve(NewYork, out _));
    }

    [Fact]
    public void Utc_is_written_as_an_offset_of_zero()
    {
        var instant = new DateTimeOffset(2019, 3, 14, 21, 48, 0, TimeSpan.Zero);

        Assert.Equal("2019-03-14T21:48:00+00:00", Times.Format(instant, DateTimeZone.Utc));
    }

    [Fact]
    public void What_is_written_in_any_zone_reads_back_as_the_same_instant()
    {
        Gen.Select(AnyZone, AnyInstant()).Sample((zone, instant) => RoundTrips(zone, instant));
    }

    [Fact]
    public void It_does_so_around_every_gap_and_overlap_of_every_zone()
    {
        foreach (var zone in Zones)
        {
            foreach (var interval in zone.GetZoneIntervals(Earliest, Latest).Where(interval => interval.HasEnd))
            {
                foreach (var seconds in (int[])[-3600, -1, 0, 1, 3599, 3600])
                {
                    var instant = interval.End.Plus(Duration.FromSeconds(seconds)).ToDateTimeOffset();
                    Assert.True(RoundTrips(zone, instant), $"{zone.Id} at {instant:O}");
                }
            }
        }
    }

    [Fact]
    public void A_wall_clock_time_is_shown_by_the_zones_clock_at_the_later_of_its_instants_or_never()
    {
        Gen.Select(AnyZone, AnyInstant(), Gen.Int[-7200, 7200]).Sample((zone, instant, seconds) =>
        {
            var transition = zone.GetZoneInterval(Instant.FromDateTimeOffset(instant));
            var end = transition.HasEnd ? transition.End : Instant.FromDateTimeOffset(instant);
            var near = end.Plus(Duration.FromSeconds(seconds));
            var local = near.InZone(zone).LocalDateTime;
            var fault = new RequestTime(local, null).TryResolve(zone, out var found);
            var shown = Instant.FromDateTimeOffset(found);
            return fault == TimeFault.OutOfRange
                || (fault == TimeFault.None && shown.InZone(zone).LocalDateTime == local && shown >= near);
        });
    }

    [Fact]
    public void A_wall_clock_time_in_a_gap_is_skipped_in_every_zone()
    {
        foreach (var zone in Zones)
        {
            var intervals = zone.GetZoneIntervals(Earliest, Latest).ToList();
            var gaps = intervals.Zip(intervals.Skip(1)).Where(pair => pair.First.WallOffset < pair.Second.WallOffset);
            foreach (var (before, after) in gaps)
            {
                var last = after.IsoLocalStart.PlusSeconds(-1);
                Assert.Equal(TimeFault.Skipped, new RequestTime(before.IsoLocalEnd, null).TryResolve(zone, out _));
                Assert.Equal(TimeFault.Skipped, new RequestTime(last, null).TryResolve(zone, out _));
                Assert.Equal(TimeFault.None, new RequestTime(after.IsoLocalStart, null).TryResolve(zone, out _));
            }
        }
    }

    private static Gen<DateTimeOffset> AnyInstant() =>
        Gen.Long[-62135510400, 253402128000].Select(DateTimeOffset.FromUnixTimeSeconds);

    private static bool RoundTrips(DateTimeZone zone, DateTimeOffset instant)
    {
        var text = Times.Format(instant, zone);
        return text.Length == Times.Length
            && TryParse(text, out var time)
            && time.TryResolve(DateTimeZone.Utc, out var back) == TimeFault.None
            && back == instant;
    }

    private static bool TryParse(string text, out RequestTime time) =>
        RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text), out time);
}
