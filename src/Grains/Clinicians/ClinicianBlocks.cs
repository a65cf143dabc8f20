using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Clinicians;

/// <summary>The rule of a clinician's day: blocks of one clinician never overlap.</summary>
internal static class ClinicianBlocks
{
    /// <summary>The blocks to commit, where nothing stands against them; none where all of them stand already.</summary>
    public static (OpenStatus Status, ImmutableArray<BlockDefinition> ToOpen) Open(
        this ClinicianCalendar? calendar, OpenBlocks command)
    {
        if (calendar is null)
        {
            return (OpenStatus.ClinicianUnknown, []);
        }

        var toOpen = command.Blocks.RemoveAll(block => calendar.Blocks.Any(other => other.Key == block.Key));
        if (command.Blocks.Except(toOpen).Any(block => calendar.Blocks.First(other => other.Key == block.Key).Time != block.Time))
        {
            return (OpenStatus.BlockExists, []);
        }

        return OverlapEachOther(toOpen) || toOpen.Any(block => calendar.Blocks.Any(other => other.Time.Overlaps(block.Time)))
            ? (OpenStatus.Overlaps, [])
            : (OpenStatus.Opened, toOpen);
    }

    /// <summary>Whether the clinician has the time for a block as it shall be; a deleted one takes none.</summary>
    public static RedefineStatus Redefine(this ClinicianCalendar? calendar, RedefineBlock command)
    {
        var next = command.Next;
        return calendar is null ? RedefineStatus.ClinicianUnknown
            : !next.IsDeleted && calendar.Blocks.Any(other => other.Key != next.Key && other.Time.Overlaps(next.Time))
                ? RedefineStatus.Overlaps
            : RedefineStatus.Redefined;
    }

    /// <summary>From the first block's start to the last one's end.</summary>
    public static TimeRange Span(this OpenBlocks command) =>
        new(command.Blocks.Min(block => block.Time.Start), command.Blocks.Max(block => block.Time.End));

    private static bool OverlapEachOther(ImmutableArray<BlockDefinition> blocks)
    {
        var inOrder = blocks.Sort((one, other) => one.Time.Start.CompareTo(other.Time.Start));
        return inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.First.Time.Overlaps(pair.Second.Time));
    }
}
