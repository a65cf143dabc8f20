using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>
/// A time as a request writes it, in whole seconds: with an offset it is an instant, without one the wall clock of a
/// zone that is known later.
/// </summary>
internal readonly record struct RequestTime(LocalDateTime Local, Offset? Offset)
{
    /// <summary>A day's distance to both ends of the calendar, so that every zone can write what was read.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 2, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9999, 12, 30, 0, 0);

    /// <summary>
    /// What is later is out of range with every offset, and with some of them beyond what can be computed.
    /// </summary>
    private static readonly LocalDate LatestDate = new(9999, 12, 30);

    public bool HasOffset => Offset is not null;

    /// <summary>
    /// The instant, in UTC, where a wall clock in <paramref name="zone"/> shows this time; when it shows it twice, the
    /// later one. With an offset the zone does not matter.
    /// </summary>
    public TimeFault TryResolve(DateTimeZone zone, out DateTimeOffset instant)
    {
        instant = default;
        if (Local.Date > LatestDate)
        {
            return TimeFault.OutOfRange;
        }

        if (Find(zone) is not { } found)
        {
            return TimeFault.Skipped;
        }

        if (found < Earliest || found > Latest)
        {
            return TimeFault.OutOfRange;
        }

        instant = found.ToDateTimeOffset();
        return TimeFault.None;
    }

    private Instant? Find(DateTimeZone zone)
    {
        if (Offset is { } offset)
        {
            return Local.WithOffset(offset).ToInstant();
        }

        var mapping = zone.MapLocal(Local);
        return mapping.Count == 0 ? null : mapping.Last().ToInstant();
    }
}

internal enum TimeFault
{
    None = 0,

    /// <summary>The zone's clocks were put forward over it.</summary>
    Skipped = 1,

    /// <summary>Before 0001-01-02 or after 9999-12-30, UTC.</summary>
    OutOfRange = 2,
}

internal static class TimeFaultExtensions
{
    /// <summary>To be read behind a member's path; nothing where there is no fault.</summary>
    public static string? Describe(this TimeFault fault) => fault switch
    {
        TimeFault.None => null,
        TimeFault.Skipped => "does not exist: clocks are put forward over it",
        TimeFault.OutOfRange => "is out of range",
    };
}
