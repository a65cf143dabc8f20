namespace Scheduling.BookingRush;

/// <summary>
/// Timestamps as microseconds since 1970 in UTC, by the clock as it was at the beginning: steps of the clock change
/// nothing.
/// </summary>
internal sealed class EpochClock(TimeProvider time)
{
    private readonly long anchor = time.GetTimestamp();
    private readonly long began = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public long At(long timestamp) =>
        began + (time.GetElapsedTime(anchor, timestamp).Ticks / TimeSpan.TicksPerMicrosecond);
}
