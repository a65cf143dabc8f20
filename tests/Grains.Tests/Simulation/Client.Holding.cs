namespace Scheduling.Grains.Tests.Simulation;

/// <content>Holds, and the blocks themselves.</content>
internal sealed partial class Client
{
    private async Task PlaceHold()
    {
        var block = town.Any(town.Blocks);
        var mark = NewMark("hold");
        var began = agenda.Now;
        var command = new PlaceHold
        {
            Placement = NewPlacement(block, town.Any(town.PatientIds), town.AnyTime(block)) with
            {
                AppointmentId = Guid.Empty,
            },
            CallerId = mark,
            Deadline = Deadline,
        };
        var grain = cluster.Grains.AvailabilityBlock(block.Key);
        var answer = await Try(async () =>
            await grain.PlaceHold(command) is { Status: not PlacementStatus.Moved } heard
                ? heard
                : await grain.PlaceHold(command));
        agenda.Note($"hold {mark}: {answer?.Status}");
        switch (answer)
        {
            case null or { Status: PlacementStatus.OutcomeUnknown }:
                return;
            case { Hold: { } placed }:
                holds.Add(placed);
                promises.IsWritten(placed.CreatedBy);
                return;
            case { Status: < PlacementStatus.Moved }:
                IsTrueRefusal(answer.Status, command.Placement, block.Key.Id, began);
                break;
        }

        promises.LeftNothing(mark);
    }

    private async Task ReleaseHold()
    {
        var hold = town.Any(holds);
        var grain = cluster.Grains.AvailabilityBlock(hold.Key with { Id = hold.BlockId });
        var command = new ReleaseHold
        {
            HoldId = hold.Key.Id,
            CallerId = hold.CreatedBy,
            Reach = Reach.Nothing,
            Deadline = Deadline,
        };
        var answer = await Try(async () => (object)(
            await grain.ReleaseHold(command) is not ReleaseHoldStatus.Moved and var heard
                ? heard
                : await grain.ReleaseHold(command)));
        agenda.Note($"release {hold.CreatedBy}: {answer}");
        if (answer is ReleaseHoldStatus.Released or ReleaseHoldStatus.AlreadyGone)
        {
            holds.Remove(hold);
            promises.Keep(
                database.Patients[hold.PatientId].Hold is not { } stored
                    || stored.Key != hold.Key || !stored.CountsAt(agenda.Now),
                $"P2: hold {hold.CreatedBy} was released, and counts");
            return;
        }

        promises.Keep(answer is null or >= ReleaseHoldStatus.Moved, $"P2: releasing {hold.CreatedBy} heard {answer}");
    }

    /// <summary>Books the time of a hold with it, or a shorter one.</summary>
    private Task UseHold()
    {
        var hold = town.Any(holds);
        holds.Remove(hold);
        var block = town.Blocks.First(one => one.Key.Id == hold.BlockId);
        var command = NewBooking(block, hold.PatientId, hold.Time);
        return BookUntilKnown(
            command with { Placement = command.Placement with { HoldId = hold.Key.Id } }, isInDoubt: false);
    }

    private async Task Redefine()
    {
        var block = database.Blocks[town.Any(town.Blocks).Key.Id].Definition;
        var command = NewDefinition(block);
        var mark = command.Next.CreatedBy!.Value;
        var began = agenda.Now;
        var clinician = cluster.Grains.Clinician(block.Key with { Id = command.Next.ClinicianId });
        var answer = await Try(async () =>
            await clinician.Redefine(command) is { Status: not RedefineStatus.Moved } heard
                ? heard
                : await clinician.Redefine(command));
        agenda.Note($"redefine {mark}: {answer?.Status}");
        switch (answer?.Status)
        {
            case null or RedefineStatus.OutcomeUnknown:
                return;
            case RedefineStatus.Redefined:
                promises.IsWritten(mark);
                return;
            case RedefineStatus.Strands:
                promises.Keep(
                    database.Blocks.From(block.Key.Id, began - ConfirmedFor)
                        .Any(state => Truth.Strands(command.Next, state, began)),
                    $"P6: {mark} would have stranded nothing");
                break;
            case RedefineStatus.ClinicianUnknown:
                promises.Break($"P6: the clinician of {mark} is known");
                break;
        }

        promises.LeftNothing(mark);
    }

    private RedefineBlock NewDefinition(BlockDefinition block)
    {
        var soon = town.AnyTime(block).Start;
        return new RedefineBlock
        {
            Next = block with
            {
                OwnCapacity = 1 + agenda.Pick(3),
                IsAvailable = !agenda.OneIn(5),
                IsDeleted = block.Key == town.Blocks[^1].Key && agenda.OneIn(60),
                ClinicianId = agenda.OneIn(8) ? town.Any(town.Clinicians) : block.ClinicianId,
                Time = new TimeRange(
                    agenda.OneIn(3) && soon < block.Time.End ? soon : block.CreatedAt, block.Time.End),
                CreatedBy = NewMark("redefine"),
                ModifiedAt = agenda.Now,
            },
            FormerClinicianId = block.ClinicianId,
            Deadline = Deadline,
        };
    }
}
