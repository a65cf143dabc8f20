using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Reads;

internal static class PatientTimes
{
    /// <summary>When a patient has something: their live appointments, and their hold where it has not expired.</summary>
    public static ImmutableArray<TimeRange> Of(PatientCalendar? calendar, DateTimeOffset now) =>
    [
        .. calendar?.Live.Select(live => live.Time) ?? [],
        .. calendar?.Hold is { } hold && hold.CountsAt(now) ? [hold.Time] : Array.Empty<TimeRange>(),
    ];
}
