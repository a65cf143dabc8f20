namespace Scheduling.BookingRush;

/// <summary>
/// When the visitors of a phase are due, in seconds from its beginning, made ahead and one at a time.
/// </summary>
internal static class ArrivalTimes
{
    private const double SpikeBegins = 0.1;
    private const double SpikeEnds = 0.2;
    private const double Quiet = 0.5;
    private const double Loud = 5.5;

    /// <param name="shape">Closed has no times: everybody comes at once, and waits for a connection.</param>
    /// <param name="rate">On average, per second, of this worker.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="random">For the shapes that have chance in them.</param>
    public static IEnumerable<double> Of(ArrivalShape shape, double rate, double seconds, Random random) => shape switch
    {
        ArrivalShape.Constant => Even(rate * seconds, part => part * seconds),
        ArrivalShape.Ramp => Even(rate * seconds, part => Math.Sqrt(part) * seconds),
        ArrivalShape.Spike => Even(rate * seconds, part => Spike(part) * seconds),
        ArrivalShape.Poisson => Poisson(rate, seconds, random),
        ArrivalShape.Closed => Enumerable.Repeat(0.0, int.MaxValue),
    };

    private static IEnumerable<double> Even(double count, Func<double, double> timeOf)
    {
        for (var i = 0L; i < (long)count; i++)
        {
            yield return timeOf(i / count);
        }
    }

    /// <summary>The part of the time after which a part of the visitors has come.</summary>
    private static double Spike(double part)
    {
        const double before = SpikeBegins * Quiet;
        const double within = (SpikeEnds - SpikeBegins) * Loud;
        return part < before ? part / Quiet
            : part < before + within ? SpikeBegins + ((part - before) / Loud)
            : SpikeEnds + ((part - before - within) / Quiet);
    }

    private static IEnumerable<double> Poisson(double rate, double seconds, Random random)
    {
        for (var at = Gap(); at < seconds; at += Gap())
        {
            yield return at;
        }

        double Gap() => -Math.Log(1 - random.NextDouble()) / rate;
    }
}
