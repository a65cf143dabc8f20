using System.Collections.Immutable;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <content>Whether the block can be defined in another way.</content>
internal sealed partial record AvailabilityBlock
{
    /// <summary>Most appointments, and most holds, that are named as being in the way.</summary>
    public const int MostNamed = 500;

    /// <summary>
    /// Judges another definition: it may leave no live appointment that is not over, and no unexpired hold, outside,
    /// over capacity, with another clinician, or in a deleted block.
    /// </summary>
    /// <param name="command">The definition asked for.</param>
    /// <param name="block">The block as it stands; nothing where there is none.</param>
    /// <param name="now">The command's one reading of the clock.</param>
    public static RedefineAnswer JudgeRedefinition(RedefineBlock command, AvailabilityBlock? block, DateTimeOffset now)
    {
        if (block is null || block.Definition.IsDeleted)
        {
            return new RedefineAnswer(RedefineStatus.BlockUnknown);
        }

        if (block.Definition.ClinicianId != command.FormerClinicianId)
        {
            return new RedefineAnswer(RedefineStatus.Moved);
        }

        var appointments = block.Live.Where(live => live.Value.End > now).Select(live => (live.Key, live.Value));
        var holds = block.Holds.Values
            .Where(hold => hold.CountsAt(now) && hold.Time.End > now)
            .Select(hold => (hold.Key.Id, hold.Time));
        return block.Strand(command.Next, [.. appointments], [.. holds]);
    }

    private RedefineAnswer Strand(
        BlockDefinition next,
        ImmutableArray<(Guid Id, TimeRange Time)> appointments,
        ImmutableArray<(Guid Id, TimeRange Time)> holds)
    {
        var occupancy = Occupancy.Of(appointments.Concat(holds).Select(one => one.Time));
        var leavesAll = next.IsDeleted || next.ClinicianId != Definition.ClinicianId;
        var (firsts, seconds) = (InTheWay(appointments), InTheWay(holds));
        return firsts.IsEmpty && seconds.IsEmpty
            ? new RedefineAnswer(RedefineStatus.Redefined)
            : new RedefineAnswer(RedefineStatus.Strands) { Appointments = firsts, Holds = seconds };

        ImmutableArray<Guid> InTheWay(ImmutableArray<(Guid Id, TimeRange Time)> all) =>
        [
            .. all
                .Where(one => leavesAll || !next.Time.Contains(one.Time) || occupancy.Most(one.Time) > next.Capacity)
                .OrderBy(one => one.Time.Start)
                .ThenBy(one => one.Id)
                .Take(MostNamed)
                .Select(one => one.Id),
        ];
    }
}
