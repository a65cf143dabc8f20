using NodaTime;
using Scheduling.Gateway.Search;

namespace Scheduling.Gateway.Tests.Search;

/// <summary>Days as the callers' clocks show them, in all zones, around every change of their clocks.</summary>
public sealed class SearchedDaysTests
{
    [Fact]
    public void Days_of_every_zone_follow_each_other_and_hold_the_instants_of_their_date()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var changes = zone.GetZoneIntervals(
                Instant.FromUtc(2008, 1, 1, 0, 0), Instant.FromUtc(2032, 1, 1, 0, 0));
            foreach (var change in changes.Where(interval => interval.HasEnd))
            {
                var date = change.End.InZone(zone).Date;
                for (var day = -2; day <= 2; day++)
                {
                    Check(zone, date.PlusDays(day), change.End);
                }
            }
        }
    }

    [Theory]
    [InlineData("America/New_York", "2030-03-10", 1, 23)]
    [InlineData("America/New_York", "2030-11-03", 1, 25)]
    [InlineData("America/New_York", "2030-03-09", 3, 71)]
    [InlineData("Australia/Lord_Howe", "2030-04-07", 1, 24.5)]
    [InlineData("America/Havana", "2018-11-04", 1, 25)]
    [InlineData("Pacific/Apia", "2011-12-30", 1, 0)]
    [InlineData("Asia/Kathmandu", "2030-03-10", 31, 744)]
    public void Days_are_as_long_as_they_are(string zone, string date, int days, double hours)
    {
        var (start, end, _) = Query(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value, days)
            .Range(DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal(TimeSpan.FromHours(hours), end - start);
    }

    private static void Check(DateTimeZone zone, LocalDate date, Instant change)
    {
        var (start, end, until) = Query(date, 1).Range(zone);
        var (next, _, _) = Query(date.PlusDays(1), 1).Range(zone);
        Assert.Equal(next, end);
        Assert.True(until > end);
        for (var minute = -180; minute <= 180; minute += 30)
        {
            var instant = change + Duration.FromMinutes(minute);
            var isInside = instant.ToDateTimeOffset() >= start && instant.ToDateTimeOffset() < end;
            if (isInside)
            {
                // A clock that is put back over midnight shows the day before once more; it stays in its stretch.
                var shown = instant.InZone(zone).Date;
                Assert.True(shown == date || shown == date.PlusDays(-1), $"{zone.Id} {date} {instant} {shown}");
            }
        }
    }

    private static SlotSearchQuery Query(LocalDate date, int days) =>
        new() { Date = date, Days = days, Skip = 0, Take = 10, SlotsPerClinician = 10 };
}
