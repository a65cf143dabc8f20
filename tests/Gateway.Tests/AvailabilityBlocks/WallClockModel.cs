using NodaTime;
using Scheduling.Gateway.AvailabilityBlocks;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>What a rule gives, found the slow way: every date is looked at, every offset is tried.</summary>
internal static class WallClockModel
{
    public static IEnumerable<TimeRange> Repeat(RepeatRule rule, WallTimes times, DateTimeZone zone)
    {
        for (var date = rule.From; date <= rule.To; date = date.PlusDays(1))
        {
            if (IsNamed(rule, date) && HasAnyTime(date, zone)
                && Find(date + times.Start, zone) is var start
                && Find(date.PlusDays(times.DaysLater) + times.End, zone) is var end
                && start < end)
            {
                yield return new TimeRange(start.ToDateTimeOffset(), end.ToDateTimeOffset());
            }
        }
    }

    private static bool IsNamed(RepeatRule rule, LocalDate date) => rule.Period switch
    {
        RepeatPeriod.Daily => Steps(rule.From, date, each => each.PlusDays(1)) % rule.Interval == 0,
        RepeatPeriod.Weekly => rule.On.Contains((int)date.DayOfWeek % 7)
            && Steps(SundayOf(rule.From), SundayOf(date), each => each.PlusWeeks(1)) % rule.Interval == 0,
        RepeatPeriod.Monthly => rule.On.Contains(date.Day)
            && Steps(FirstOf(rule.From), FirstOf(date), each => each.PlusMonths(1)) % rule.Interval == 0,
    };

    private static int Steps(LocalDate from, LocalDate to, Func<LocalDate, LocalDate> next)
    {
        var steps = 0;
        for (; from < to; from = next(from))
        {
            steps++;
        }

        return steps;
    }

    private static LocalDate SundayOf(LocalDate date)
    {
        while (date.DayOfWeek != IsoDayOfWeek.Sunday)
        {
            date = date.PlusDays(-1);
        }

        return date;
    }

    private static LocalDate FirstOf(LocalDate date) => date.PlusDays(1 - date.Day);

    /// <summary>Whether the zone's clocks show any quarter of an hour of the date; all changes last at least that.</summary>
    private static bool HasAnyTime(LocalDate date, DateTimeZone zone) => Enumerable.Range(0, 96)
        .Any(quarter => Shown(date.AtMidnight().PlusMinutes(15 * quarter), zone).Any());

    private static Instant Find(LocalDateTime wall, DateTimeZone zone)
    {
        var shown = Shown(wall, zone).ToList();
        if (shown.Count > 0)
        {
            return shown.Max();
        }

        // In a gap: as many minutes behind the change as the clocks would have shown had nobody touched them.
        return Around(wall, zone)
            .Where(interval => interval.HasEnd && interval.IsoLocalEnd <= wall)
            .Max(interval => (interval.End, Instant: wall.WithOffset(interval.WallOffset).ToInstant()))
            .Instant;
    }

    private static IEnumerable<Instant> Shown(LocalDateTime wall, DateTimeZone zone) => Around(wall, zone)
        .Select(interval => wall.WithOffset(interval.WallOffset).ToInstant())
        .Where(instant => instant.InZone(zone).LocalDateTime == wall);

    private static IEnumerable<NodaTime.TimeZones.ZoneInterval> Around(LocalDateTime wall, DateTimeZone zone)
    {
        var utc = wall.InUtc().ToInstant();
        return zone.GetZoneIntervals(utc - Duration.FromDays(3), utc + Duration.FromDays(3));
    }
}
