using System.Collections.Immutable;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// Free times to offer instead of a taken one: of the same block and length, in the future, starting at the block's
/// start + k × length, nearest to the asked start first, the earlier on a tie.
/// </summary>
internal static class Alternatives
{
    public const int Most = 5;

    public static ImmutableArray<TimeRange> Near(
        TimeRange asked, TimeRange window, Occupancy occupancy, int capacity, DateTimeOffset now)
    {
        var grid = new Grid(window, asked.Length, occupancy, capacity, now);
        var found = ImmutableArray.CreateBuilder<TimeRange>(Most);
        var later = grid.FreeUp(grid.IndexFrom(asked.Start));
        var earlier = grid.FreeDown(grid.IndexFrom(asked.Start) - 1);
        while (found.Count < Most && (earlier is not null || later is not null))
        {
            var up = later is { } next ? grid.Start(next) - asked.Start : TimeSpan.MaxValue;
            var down = earlier is { } previous ? asked.Start - grid.Start(previous) : TimeSpan.MaxValue;
            if (down <= up)
            {
                found.Add(grid.Slot(earlier!.Value));
                earlier = grid.FreeDown(earlier.Value - 1);
            }
            else
            {
                found.Add(grid.Slot(later!.Value));
                later = grid.FreeUp(later.Value + 1);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The block's possible starts, numbered from 0. It leaps over what is full instead of trying each.</summary>
    private readonly struct Grid(
        TimeRange window, TimeSpan length, Occupancy occupancy, int capacity, DateTimeOffset now)
    {
        public DateTimeOffset Start(long index) => window.Start.AddTicks(index * length.Ticks);

        public TimeRange Slot(long index) => new(Start(index), Start(index + 1));

        /// <summary>The first start at or after an instant.</summary>
        public long IndexFrom(DateTimeOffset instant) =>
            instant <= window.Start ? 0 : ((instant - window.Start).Ticks + length.Ticks - 1) / length.Ticks;

        public long? FreeUp(long index)
        {
            index = Math.Max(index, IndexFrom(now.AddTicks(1)));
            while (index < Count)
            {
                if (occupancy.LastFullEnd(Slot(index), capacity) is not { } end)
                {
                    return index;
                }

                index = end >= window.End ? Count : IndexFrom(end);
            }

            return null;
        }

        public long? FreeDown(long index)
        {
            index = Math.Min(index, Count - 1);
            while (index >= 0 && Start(index) > now)
            {
                if (occupancy.FirstFullStart(Slot(index), capacity) is not { } start)
                {
                    return index;
                }

                index = start <= window.Start ? -1 : ((start - window.Start).Ticks / length.Ticks) - 1;
            }

            return null;
        }

        private long Count => window.Length.Ticks / length.Ticks;
    }
}
