using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>The dates of every list: what starts at <c>startDate</c> or later, and before <c>endDate</c>.</summary>
internal static class ListDates
{
    private const int UsualDays = 30;
    private const int MostDays = 366;

    /// <summary>The last midnight that every zone can write.</summary>
    private static readonly DateTimeOffset Last = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By default from now on, for 30 days; nothing where one of them is at fault, which the reader tells.</summary>
    public static TimeRange? StartDates(this QueryReader query, DateTimeZone zone, DateTimeOffset now)
    {
        var from = query.Time("startDate") ?? now;
        var to = query.Time("endDate") ?? Later(from);
        if (query.Error is not null)
        {
            return null;
        }

        if (to <= from)
        {
            query.Refuse("endDate", "must be after startDate");
            return null;
        }

        if (IsShort(Local(from, zone), Local(to, zone)))
        {
            return new TimeRange(from, to);
        }

        query.Refuse("endDate", $"must be at most {MostDays} days after startDate");
        return null;
    }

    /// <summary>By the caller's calendar, whose days are not all of one length.</summary>
    private static bool IsShort(LocalDateTime from, LocalDateTime to)
    {
        var days = Period.DaysBetween(from.Date, to.Date);
        return days < MostDays || (days == MostDays && to.TimeOfDay <= from.TimeOfDay);
    }

    private static DateTimeOffset Later(DateTimeOffset from) =>
        from < Last.AddDays(-UsualDays) ? from.AddDays(UsualDays) : Last;

    private static LocalDateTime Local(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
}
