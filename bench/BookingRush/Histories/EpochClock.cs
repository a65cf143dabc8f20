namespace Scheduling.BookingRush;

/// <summary>
/// Timestamps as microseconds since 1970 in UTC, by the clock as it was at the beginning: steps of the clock change
/// nothing.
/// </summary>
internal sealed class EpochClock
{
    private const int Readings = 8;

    private readonly TimeProvider time;
    private readonly long anchor;
    private readonly long began;

    public EpochClock(TimeProvider time)
    {
        this.time = time;
        // Whoever is held up between the two readings would be wrong by as much in every line: the quickest counts.
        var least = long.MaxValue;
        for (var reading = 0; reading < Readings; reading++)
        {
            var before = time.GetTimestamp();
            var now = time.GetUtcNow();
            var after = time.GetTimestamp();
            if (after - before < least)
            {
                least = after - before;
                anchor = before + (least / 2);
                began = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            }
        }
    }

    public long At(long timestamp) =>
        began + (time.GetElapsedTime(anchor, timestamp).Ticks / TimeSpan.TicksPerMicrosecond);
}
