using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Which days a rule names: both dates belong to it.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last one, not before the first.</param>
/// <param name="Interval">Every so many days, weeks or months; at least 1.</param>
/// <param name="On">Days of the week, 0 is Sunday; days of the month, from 1; for days nothing.</param>
/// <param name="Period">What the interval counts.</param>
internal sealed record RepeatRule(
    LocalDate From, LocalDate To, int Interval, ImmutableArray<int> On, RepeatPeriod Period);

/// <summary>The numbers of <c>repeatPeriod</c>.</summary>
internal enum RepeatPeriod
{
    Daily = 0,
    Weekly = 1,
    Monthly = 2,
}

/// <summary>A block's times on the wall: it ends so many calendar days after the date on which it starts.</summary>
internal readonly record struct WallTimes(LocalTime Start, int DaysLater, LocalTime End)
{
    /// <summary>What the clocks of a zone show when a block starts and ends.</summary>
    public static WallTimes Of(TimeRange time, DateTimeZone zone)
    {
        var (start, end) = (Local(time.Start, zone), Local(time.End, zone));
        return new WallTimes(start.TimeOfDay, Period.DaysBetween(start.Date, end.Date), end.TimeOfDay);
    }

    private static LocalDateTime Local(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
}

/// <summary>Repeats a block at the same times on the wall, whatever the zone's clocks do meanwhile.</summary>
/// <remarks>
/// A time in a gap moves forward by the gap; of two instants that show the same time it is the later one. A block that
/// would be empty is left out, and so are a month's missing day and a date that the zone's calendar leaps over: moved
/// forward, its block would be the next day's.
/// </remarks>
internal static class Recurrence
{
    /// <summary>The most blocks that one rule may give.</summary>
    public const int Most = 366;

    /// <summary>
    /// The most dates that one rule may name. Not every date gives a block, so they are more; but a rule that gives none
    /// on any of them must not be looked at for ten thousand years.
    /// </summary>
    public const int MostDates = 2 * Most;

    private const int DaysOfWeek = 7;
    private const int MonthsOfYear = 12;

    private static readonly ZoneLocalMappingResolver Forgiving =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <summary>The blocks of its first <see cref="MostDates"/> dates, in their order. Found while they are asked for.</summary>
    public static IEnumerable<TimeRange> Repeat(this RepeatRule rule, WallTimes times, DateTimeZone zone)
    {
        foreach (var date in rule.Dates().Take(MostDates))
        {
            if (Exists(date, zone) && At(date, times, zone) is { } time)
            {
                yield return time;
            }
        }
    }

    public static bool NamesTooManyDates(this RepeatRule rule) => rule.Dates().Skip(MostDates).Any();

    /// <summary>The rule's dates, ascending.</summary>
    public static IEnumerable<LocalDate> Dates(this RepeatRule rule) => rule.Period switch
    {
        RepeatPeriod.Daily => rule.Daily(),
        RepeatPeriod.Weekly => rule.Weekly().Where(rule.Covers),
        RepeatPeriod.Monthly => rule.Monthly().Where(rule.Covers),
    };

    private static IEnumerable<LocalDate> Daily(this RepeatRule rule)
    {
        var last = Period.DaysBetween(rule.From, rule.To);
        for (var day = 0L; day <= last; day += rule.Interval)
        {
            yield return rule.From.PlusDays((int)day);
        }
    }

    private static IEnumerable<LocalDate> Weekly(this RepeatRule rule)
    {
        var days = rule.On.Distinct().Order().ToList();
        var sunday = rule.From.PlusDays(-((int)rule.From.DayOfWeek % DaysOfWeek));
        var last = Period.DaysBetween(sunday, rule.To) / DaysOfWeek;
        for (var week = 0L; week <= last; week += rule.Interval)
        {
            foreach (var day in days)
            {
                yield return sunday.PlusDays(((int)week * DaysOfWeek) + day);
            }
        }
    }

    private static IEnumerable<LocalDate> Monthly(this RepeatRule rule)
    {
        var days = rule.On.Distinct().Order().ToList();
        var last = Month(rule.To);
        for (long month = Month(rule.From); month <= last; month += rule.Interval)
        {
            var (year, number) = ((int)month / MonthsOfYear, ((int)month % MonthsOfYear) + 1);
            foreach (var day in days.Where(day => day <= CalendarSystem.Iso.GetDaysInMonth(year, number)))
            {
                yield return new LocalDate(year, number, day);
            }
        }
    }

    private static int Month(LocalDate date) => (date.Year * MonthsOfYear) + date.Month - 1;

    private static bool Covers(this RepeatRule rule, LocalDate date) => rule.From <= date && date <= rule.To;

    private static bool Exists(LocalDate date, DateTimeZone zone)
    {
        var midnight = zone.MapLocal(date.AtMidnight());
        return midnight.Count > 0 || midnight.LateInterval.IsoLocalStart.Date == date;
    }

    private static TimeRange? At(LocalDate date, WallTimes times, DateTimeZone zone)
    {
        var start = Instant(date + times.Start, zone);
        var end = Instant(date.PlusDays(times.DaysLater) + times.End, zone);
        return start < end ? new TimeRange(start, end) : null;
    }

    private static DateTimeOffset Instant(LocalDateTime local, DateTimeZone zone) =>
        local.InZone(zone, Forgiving).ToInstant().ToDateTimeOffset();
}
