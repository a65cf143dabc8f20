using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>How long is measured.</summary>
/// <param name="Duration">Of a closed run.</param>
internal sealed record Pace(TimeSpan Duration)
{
    public static readonly Pace Usual = new(TimeSpan.FromSeconds(4));
    public static readonly Pace Quick = new(TimeSpan.FromSeconds(1.5));

    /// <summary>More than any contestant but the floor answers on few cores: that many people are prepared.</summary>
    private const int MostPerSecond = 15_000;

    /// <summary>Before each run. The processes stay for all exercises of a turn, so they are cold only once.</summary>
    public TimeSpan WarmUp => Duration / 4;

    public int MostBookings => (int)Math.Ceiling(MostPerSecond * Duration.TotalSeconds);

    public string Text => $"{Lengths.Text(Duration)} after {Lengths.Text(WarmUp)} of warm-up";
}
