using NodaTime;
using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>When a block is, and how long it may be.</summary>
internal static class BlockTimes
{
    /// <summary>
    /// A request's time and the zone in which it is written; nothing where its shape is at fault, which others tell.
    /// Where zonedTime names a zone that nobody knows it is UTC: the zone is refused in its turn.
    /// </summary>
    public static (TimeRange Time, DateTimeZone Zone)? Find(ITimedRequest request, DateTimeZone callersZone)
    {
        var zoned = request.ZonedTime.ValueOr(null);
        if (zoned is null && !request.ZonedTime.IsAbsent)
        {
            return null;
        }

        var zone = zoned is null ? callersZone : TimeZones.Find(zoned.TimeZoneId.ValueOr(0)) ?? DateTimeZone.Utc;
        return TryResolve(zoned?.StartTime ?? request.StartTime, zone) is { } start
            && TryResolve(zoned?.EndTime ?? request.EndTime, zone) is { } end
            && start < end
            ? (new TimeRange(start, end), zone)
            : null;
    }

    /// <summary>At most 24 hours, or the 25 of a day on which a zone's clocks are put back.</summary>
    public static bool FitsADay(TimeRange time, DateTimeZone zone)
    {
        var onTheClock = Local(time.End, zone) - Local(time.Start, zone);
        return time.Length <= TimeSpan.FromHours(24)
            || (time.Length <= TimeSpan.FromHours(25) && onTheClock.ToDuration() <= Duration.FromHours(24));
    }

    private static DateTimeOffset? TryResolve(Field<RequestTime> time, DateTimeZone zone) =>
        time.HasValue && time.Value.TryResolve(zone, out var instant) == TimeFault.None ? instant : null;

    private static LocalDateTime Local(DateTimeOffset instant, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).LocalDateTime;
}
