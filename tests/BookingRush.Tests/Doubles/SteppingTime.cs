namespace Scheduling.BookingRush.Tests;

/// <summary>A clock that goes on only when it is told to, or by the same step whenever somebody looks at it.</summary>
internal sealed class SteppingTime(TimeSpan step) : TimeProvider
{
    private long now = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref now, step.Ticks);

    public override DateTimeOffset GetUtcNow() => new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref now, time.Ticks);
}
