using System.Collections.Immutable;
using Orleans.Concurrency;
using Scheduling.Grains;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>
/// A block whose state is its times. It decides in memory by the product's rules, one turn after the other, and
/// interleaves while it writes, so that Orleans merges the writes of a rush. Who asks for what somebody else is just
/// about to get waits until that is known.
/// </summary>
[Reentrant, GrainType("stock-block")]
internal sealed partial class StockBlockGrain(
    [PersistentState("stock-block", StockStorage.Binary)] IPersistentState<StockTimes> state,
    IScheduleStore store,
    TimeProvider time) : Grain, IAvailabilityBlockGrain, IStockBlockGrain
{
    private AvailabilityBlock? block;

    private Key Key => this.ScheduleKey();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Doubt();

    public async Task<BookAnswer> Book(BookAppointment command)
    {
        var wanted = command.ToAppointment(Key);
        var answer = await Occupy(
            command.Placement, wanted, () => GrainFactory.StockAppointment(wanted.Key).Store(wanted));
        return answer switch
        {
            null => await Replay(wanted),
            { Status: PlacementStatus.Placed } => new BookAnswer(BookStatus.Booked) { Appointment = wanted },
            _ => answer.ToBookAnswer(),
        };
    }

    public async Task<PlaceAnswer> Place(PlaceAppointment command) =>
        (await Occupy(command.Placement, command.Next, () => Task.CompletedTask))!;

    public async Task<PlacementStatus> Release(ReleaseAppointment command)
    {
        state.State.ByAppointment[command.Next.Key.Id] = StockTime.Gone;
        await state.WriteOrLeave(this);
        block = block?.Settle(new AppointmentChange(command.Next));
        TakeTurn();
        return PlacementStatus.Placed;
    }

    public Task<ImmutableArray<TimeRange>> GetTaken() =>
        Task.FromResult<ImmutableArray<TimeRange>>([.. state.State.Live().Select(live => live.Time)]);

    public Task<PlaceHoldAnswer> PlaceHold(PlaceHold command) => throw Rivals.Unsupported("holds");

    public Task<ReleaseHoldStatus> ReleaseHold(ReleaseHold command) => throw Rivals.Unsupported("holds");

    public Task<RedefineAnswer> Redefine(RedefineBlock command) => throw Rivals.Unsupported("changes of blocks");

    /// <summary>The definition is what an import says; the times are the grain's own.</summary>
    public async Task Doubt()
    {
        if (await store.LoadBlock(Key) is { Definition: var definition })
        {
            block = block is null
                ? AvailabilityBlock.From(new BlockSnapshot(definition, 1, state.State.Live()))
                : block with { Definition = definition };
        }
    }

    private async Task<BookAnswer> Replay(Appointment wanted) =>
        await GrainFactory.Appointment(wanted.Key).Get() is { } stored && stored.RequestHash == wanted.RequestHash
            ? new BookAnswer(BookStatus.AlreadyBooked) { Appointment = stored }
            : new BookAnswer(BookStatus.KeyReused);
}
