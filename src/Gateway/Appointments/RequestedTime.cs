using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The time that a request asks for, from whichever of its two forms counts.</summary>
internal static class RequestedTime
{
    /// <summary>
    /// Nothing where zonedTime names a zone that does not exist. The request's shape was checked before.
    /// </summary>
    public static TimeRange? Of(ITimedRequest request, DateTimeZone callersZone)
    {
        if (request.ZonedTime.HasValue)
        {
            var zoned = request.ZonedTime.Value;
            return TimeZones.Find(zoned.TimeZoneId.Value) is { } zone
                ? new TimeRange(Instant(zoned.StartTime, zone), Instant(zoned.EndTime, zone))
                : null;
        }

        return new TimeRange(Instant(request.StartTime, callersZone), Instant(request.EndTime, callersZone));
    }

    /// <summary>
    /// Whether one time is later than another, as instants; where one is no time that is told of it alone.
    /// </summary>
    public static bool IsAfter(Field<RequestTime> end, Field<RequestTime> start, DateTimeZone zone) =>
        !end.HasValue || end.Value.TryResolve(zone, out var last) != TimeFault.None
        || !start.HasValue || start.Value.TryResolve(zone, out var first) != TimeFault.None
        || first < last;

    /// <summary>
    /// Whether one time is at most so much later than another; where one is no time that is told of it alone.
    /// </summary>
    public static bool IsWithin(
        TimeSpan? longest, Field<RequestTime> end, Field<RequestTime> start, DateTimeZone zone) =>
        longest is not { } most
        || !end.HasValue || end.Value.TryResolve(zone, out var last) != TimeFault.None
        || !start.HasValue || start.Value.TryResolve(zone, out var first) != TimeFault.None
        || last - first <= most;

    private static DateTimeOffset Instant(Field<RequestTime> time, DateTimeZone zone) =>
        time.Value.TryResolve(zone, out var instant) == TimeFault.None
            ? instant
            : throw new ArgumentException(
                "The time does not exist: the request's shape was not checked.", nameof(time));
}
