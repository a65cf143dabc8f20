namespace Scheduling.Gateway.Admission;

/// <summary>How fast a queue moves, by the last tenths of a second in which somebody waited.</summary>
internal sealed class DrainRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private double perSecond;
    private long measuredAt;
    private long windowBegan;
    private long lastServed;
    private int served;

    /// <summary>
    /// Somebody waits again, for the first time after nobody has. What was measured long ago is forgotten: a queue that
    /// has once stood still must not look slow for ever.
    /// </summary>
    public void Begin(long now)
    {
        if (time.GetElapsedTime(measuredAt, now) > Memory)
        {
            perSecond = 0;
        }

        (windowBegan, lastServed) = (now, now);
        served = 0;
    }

    public void Served(long now)
    {
        served++;
        lastServed = now;
        if (time.GetElapsedTime(windowBegan, now) is var elapsed && elapsed >= Window)
        {
            var rate = served / elapsed.TotalSeconds;
            perSecond = perSecond == 0 ? rate : (perSecond + rate) / 2;
            (windowBegan, measuredAt) = (now, now);
            served = 0;
        }
    }

    /// <summary>
    /// How long it takes until so many are served; at least as long as nobody was served by now. No time where nobody
    /// ever was.
    /// </summary>
    public TimeSpan TimeFor(long many, long now)
    {
        var stood = time.GetElapsedTime(lastServed, now);
        var rate = perSecond > 0 ? perSecond : served / Math.Max(0.001, time.GetElapsedTime(windowBegan, now).TotalSeconds);
        var wait = rate > 0 ? TimeSpan.FromSeconds(many / rate) : TimeSpan.Zero;
        return wait > stood ? wait : stood;
    }
}
