using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>How long is measured.</summary>
/// <param name="Duration">Of a closed run.</param>
internal sealed record Pace(TimeSpan Duration)
{
    public static readonly Pace Usual = new(TimeSpan.FromSeconds(4));
    public static readonly Pace Quick = new(TimeSpan.FromSeconds(1.5));
    private static readonly TimeSpan LeastToBeWarm = TimeSpan.FromSeconds(3);

    /// <summary>More than any contestant but the floor answers on few cores: that many people are prepared.</summary>
    private const int MostPerSecond = 15_000;

    /// <summary>
    /// Of bookings, once for each contestant's turn, whose processes stay for all of its exercises: until the runtime has
    /// compiled what everything uses.
    /// </summary>
    public TimeSpan FirstWarmUp => Duration * 3 > LeastToBeWarm ? Duration * 3 : LeastToBeWarm;

    /// <summary>Before each run, of what it does.</summary>
    public TimeSpan WarmUp => Duration / 2;

    public int MostBookings => (int)Math.Ceiling(MostPerSecond * Duration.TotalSeconds);

    public string Text => $"{Lengths.Text(Duration)} after {Lengths.Text(WarmUp)} of warm-up";
}
