using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline.Stock;

/// <content>How time is given away.</content>
internal sealed partial class StockBlockGrain
{
    private static readonly PatientCalendar NoTimes = new(1, []);

    private TaskCompletionSource next = NewTurn();
    private bool isLost;

    /// <returns>What became of it; nothing where a new appointment's id has been here before.</returns>
    private async Task<PlaceAnswer?> Occupy(Placement asked, Appointment wanted, Func<Task> storeAlongside)
    {
        var now = time.GetUtcNow();
        var change = new AppointmentChange(wanted);
        var verdict = await Judge(asked, change, now);
        if (verdict.Kind != VerdictKind.Fits)
        {
            return verdict.Kind switch
            {
                VerdictKind.Known => null,
                VerdictKind.Left => new PlaceAnswer(PlacementStatus.Moved),
                _ => Refuse(verdict.Refusal, asked, null, now),
            };
        }

        block = block!.Claim(change);
        try
        {
            return await Commit(asked, change, storeAlongside, now);
        }
        catch
        {
            // What is remembered may not be what is stored: the next activation reads it.
            isLost = true;
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            TakeTurn();
        }
    }

    private async Task<Verdict> Judge(Placement asked, AppointmentChange change, DateTimeOffset now)
    {
        while (!isLost)
        {
            if (block?.MustWait(change) == true)
            {
                await next.Task;
                continue;
            }

            if (change.Next.Version == 1 && state.State.ByAppointment.ContainsKey(change.Next.Key.Id))
            {
                return Verdict.Known;
            }

            var verdict = AvailabilityBlock.Judge(asked, block, NoTimes, now);
            if (verdict.Kind != VerdictKind.Wait)
            {
                return verdict;
            }

            await next.Task;
        }

        return Verdict.Left;
    }

    /// <summary>
    /// Three writes: the patient's first, because it may refuse; then the block's and the appointment's at once.
    /// Nothing makes them one: a crash in between leaves a time taken for nobody.
    /// </summary>
    private async Task<PlaceAnswer> Commit(
        Placement asked, AppointmentChange change, Func<Task> storeAlongside, DateTimeOffset now)
    {
        var wanted = change.Next;
        var claim = await GrainFactory.StockPatient(wanted.Key with { Id = wanted.PatientId })
            .Claim(wanted.Key.Id, wanted.Time, asked.MostLiveAppointments);
        if (claim.Status != PlacementStatus.Placed)
        {
            block = block!.Withdraw(change);
            var others = claim.Others.Select(each => new LiveAppointment(Guid.Empty, each));
            return Refuse(claim.Status, asked, new PatientCalendar(1, [.. others]), now);
        }

        state.State.ByAppointment[wanted.Key.Id] = StockTime.Of(wanted.Time);
        await Task.WhenAll(state.WriteStateAsync(), storeAlongside());
        block = block!.Settle(change);
        return new PlaceAnswer(PlacementStatus.Placed);
    }

    private PlaceAnswer Refuse(
        PlacementStatus refusal, Placement asked, PatientCalendar? patient, DateTimeOffset now) => new(refusal)
        {
            Alternatives = refusal is PlacementStatus.TimeTaken or PlacementStatus.PatientBusy
            ? block!.FreeNear(asked, patient, now)
            : [],
        };

    private void TakeTurn()
    {
        var waiting = next;
        next = NewTurn();
        waiting.SetResult();
    }

    private static TaskCompletionSource NewTurn() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
