namespace Scheduling;

/// <summary>
/// A half-open range of instants in UTC, in whole seconds: <see cref="Start"/> belongs to it, <see cref="End"/> does
/// not, so that one visit may end when the next one starts.
/// </summary>
[GenerateSerializer, Immutable, Alias("scheduling.time-range")]
public readonly record struct TimeRange
{
    /// <exception cref="ArgumentException">The range is empty, ends before it starts, or is not in UTC.</exception>
    public TimeRange(DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
        {
            throw new ArgumentException("A time range ends after it starts.", nameof(end));
        }

        if (start.Offset != TimeSpan.Zero || end.Offset != TimeSpan.Zero)
        {
            throw new ArgumentException("A time range is in UTC.", nameof(start));
        }

        Start = start;
        End = end;
    }

    [Id(0)]
    public DateTimeOffset Start { get; }

    [Id(1)]
    public DateTimeOffset End { get; }

    public TimeSpan Length => End - Start;

    public bool Overlaps(TimeRange other) => Start < other.End && other.Start < End;

    public bool Contains(TimeRange other) => Start <= other.Start && other.End <= End;
}
