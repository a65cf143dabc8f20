using System.Collections.Immutable;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// How many appointments stand at each instant: a step function. It has as many steps as the number changes, so that a
/// full morning is one step however many visits it holds.
/// </summary>
internal sealed class Occupancy
{
    public static readonly Occupancy Empty = new([]);

    /// <summary>Ascending, no two neighbours with one count; before the first and from the last on it is 0.</summary>
    private readonly ImmutableArray<Step> steps;

    private Occupancy(ImmutableArray<Step> steps) => this.steps = steps;

    public static Occupancy Of(IEnumerable<TimeRange> times)
    {
        var changes = new SortedDictionary<DateTimeOffset, int>();
        foreach (var time in times)
        {
            changes[time.Start] = changes.GetValueOrDefault(time.Start) + 1;
            changes[time.End] = changes.GetValueOrDefault(time.End) - 1;
        }

        var steps = ImmutableArray.CreateBuilder<Step>(changes.Count);
        var count = 0;
        foreach (var (from, change) in changes)
        {
            count += change;
            Append(steps, new Step(from, count));
        }

        return new Occupancy(steps.ToImmutable());
    }

    public Occupancy Add(TimeRange time) => Change(time, 1);

    public Occupancy Remove(TimeRange time) => Change(time, -1);

    /// <summary>As if so many more stood in a range.</summary>
    public Occupancy Change(TimeRange time, int change)
    {
        var next = ImmutableArray.CreateBuilder<Step>(steps.Length + 2);
        var index = IndexBefore(time.Start) + 1;
        next.AddRange(steps, index);
        var count = CountOf(index - 1);
        if (index == steps.Length || steps[index].From != time.Start)
        {
            Append(next, new Step(time.Start, count + change));
        }

        for (; index < steps.Length && steps[index].From < time.End; index++)
        {
            count = steps[index].Count;
            Append(next, new Step(steps[index].From, count + change));
        }

        if (index == steps.Length || steps[index].From != time.End)
        {
            Append(next, new Step(time.End, count));
        }

        if (index < steps.Length)
        {
            // Only the first of those that stay may have the count of what stands before it now.
            Append(next, steps[index]);
            next.AddRange(steps.AsSpan()[(index + 1)..]);
        }

        return new Occupancy(next.DrainToImmutable());
    }

    /// <summary>The most that stand at any one instant of a range, which may be fewer than overlap it.</summary>
    public int Most(TimeRange time)
    {
        var index = IndexAt(time.Start);
        var most = CountOf(index);
        for (index++; index < steps.Length && steps[index].From < time.End; index++)
        {
            most = Math.Max(most, steps[index].Count);
        }

        return most;
    }

    /// <summary>Where the last stretch that a range touches and that holds <paramref name="capacity"/> ends.</summary>
    public DateTimeOffset? LastFullEnd(TimeRange time, int capacity)
    {
        for (var index = IndexBefore(time.End); index >= 0 && EndOf(index) > time.Start; index--)
        {
            if (steps[index].Count >= capacity)
            {
                return EndOf(index);
            }
        }

        return null;
    }

    /// <summary>Where the first stretch that a range touches and that holds <paramref name="capacity"/> starts.</summary>
    public DateTimeOffset? FirstFullStart(TimeRange time, int capacity)
    {
        var index = Math.Max(IndexAt(time.Start), 0);
        for (; index < steps.Length && steps[index].From < time.End; index++)
        {
            if (steps[index].Count >= capacity)
            {
                return steps[index].From;
            }
        }

        return null;
    }

    /// <summary>Two neighbours with one count are one step.</summary>
    private static void Append(ImmutableArray<Step>.Builder steps, Step step)
    {
        if (step.Count != (steps.Count == 0 ? 0 : steps[^1].Count))
        {
            steps.Add(step);
        }
    }

    /// <summary>The step that an instant lies in; -1 before the first.</summary>
    private int IndexAt(DateTimeOffset instant)
    {
        var (low, high) = (0, steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = steps[middle].From <= instant ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    /// <summary>The last step that starts before an instant; -1 where there is none.</summary>
    private int IndexBefore(DateTimeOffset instant)
    {
        var index = IndexAt(instant);
        return index >= 0 && steps[index].From == instant ? index - 1 : index;
    }

    private int CountOf(int index) => index < 0 ? 0 : steps[index].Count;

    private DateTimeOffset EndOf(int index) =>
        index + 1 < steps.Length ? steps[index + 1].From : DateTimeOffset.MaxValue;

    private readonly record struct Step(DateTimeOffset From, int Count);
}
