using System.Collections.Immutable;
using Scheduling.Grains;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>One turn after the other, each with its write: a patient books seldom.</summary>
[GrainType("stock-patient")]
internal sealed class StockPatientGrain(
    [PersistentState("stock-patient", StockStorage.Binary)] IPersistentState<StockTimes> state, TimeProvider time)
    : Grain, IStockPatientGrain
{
    public async Task<StockClaim> Claim(Guid appointment, TimeRange asked, int? mostLive)
    {
        var now = time.GetUtcNow();
        var others = OtherTimes(appointment);
        if (others.Any(asked.Overlaps))
        {
            return new StockClaim(PlacementStatus.PatientBusy, others);
        }

        if (others.Count(other => other.Start > now) >= mostLive)
        {
            return new StockClaim(PlacementStatus.PatientLimitReached, others);
        }

        Forget(now);
        state.State.ByAppointment[appointment] = StockTime.Of(asked);
        await state.WriteOrLeave(this);
        return new StockClaim(PlacementStatus.Placed, []);
    }

    public async Task Release(Guid appointment)
    {
        if (state.State.ByAppointment.Remove(appointment))
        {
            await state.WriteOrLeave(this);
        }
    }

    public Task<ImmutableArray<TimeRange>> GetTimes() => Task.FromResult(OtherTimes(Guid.Empty));

    private ImmutableArray<TimeRange> OtherTimes(Guid appointment) =>
        [.. state.State.Live().Where(live => live.Id != appointment).Select(live => live.Time)];

    /// <summary>What is over stands against nothing any more.</summary>
    private void Forget(DateTimeOffset now)
    {
        foreach (var over in state.State.Live().Where(live => live.Time.End <= now))
        {
            state.State.ByAppointment.Remove(over.Id);
        }
    }
}
