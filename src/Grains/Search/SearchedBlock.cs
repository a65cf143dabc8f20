using System.Collections.Immutable;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Search;

/// <summary>A block as searches see it: when it is taken is worked out once for all of them.</summary>
internal sealed record SearchedBlock(BlockDefinition Definition, Person Clinician, Occupancy Taken, BlockStamp Stamp)
{
    public static SearchedBlock Of(OpenBlock block) =>
        new(block.Definition, block.Clinician, Occupancy.Of(block.Taken), block.Stamp);

    /// <summary>Whether it is offered to them at all.</summary>
    public bool IsFor(SlotAudience audience) => audience switch
    {
        SlotAudience.Patients => Definition is { AllowSelf: true, Locked: false, Private: false },
        SlotAudience.Staff => Definition is { AllowProvider: true, Locked: false },
        SlotAudience.StaffOfAllBlocks => Definition.AllowProvider,
    };

    /// <summary>As it is for a patient who has something at these times.</summary>
    public SearchedBlock Without(ImmutableArray<TimeRange> busy)
    {
        var taken = busy.Where(Definition.Time.Overlaps)
            .Aggregate(Taken, (occupancy, time) => occupancy.Change(time, Definition.Capacity));
        return ReferenceEquals(taken, Taken) ? this : this with { Taken = taken };
    }

    /// <summary>Its free slots, in their order.</summary>
    /// <param name="length">A slot starts at the block's start and every so much later, and ends in the block.</param>
    /// <param name="starts">When slots start.</param>
    /// <param name="now">They start after it.</param>
    public IEnumerable<SlotRun> FreeSlots(TimeSpan length, TimeRange starts, DateTimeOffset now)
    {
        var grid = new SlotGrid(Definition.Time, length);
        var end = grid.IndexUntil(starts.End);
        var index = Math.Max(grid.IndexFrom(starts.Start), grid.IndexFrom(now.AddTicks(1)));
        var first = index;
        while (index < end)
        {
            if (Taken.LastFullEnd(grid.Slot(index), Definition.Capacity) is not { } free)
            {
                index++;
                continue;
            }

            if (index > first)
            {
                yield return new SlotRun(Definition.Key.Id, grid.Start(first), (int)(index - first));
            }

            // Leaps over what is full instead of trying each.
            first = index = grid.IndexFrom(free);
        }

        if (end > first)
        {
            yield return new SlotRun(Definition.Key.Id, grid.Start(first), (int)(end - first));
        }
    }
}

/// <summary>The possible slots of a block, numbered from 0.</summary>
internal readonly record struct SlotGrid(TimeRange Block, TimeSpan Length)
{
    public DateTimeOffset Start(long index) => Block.Start + (index * Length);

    public TimeRange Slot(long index) => new(Start(index), Start(index + 1));

    /// <summary>The first slot that starts at or after an instant.</summary>
    public long IndexFrom(DateTimeOffset instant) =>
        instant <= Block.Start ? 0 : ((instant - Block.Start).Ticks + Length.Ticks - 1) / Length.Ticks;

    /// <summary>Behind the last slot that starts before an instant and ends in the block.</summary>
    public long IndexUntil(DateTimeOffset instant) => Math.Min(IndexFrom(instant), Block.Length.Ticks / Length.Ticks);
}
