namespace Scheduling.SqlBaseline;

/// <summary>A block as the gateway sees it.</summary>
internal sealed class PlainBlock(Key key, IBooking booking) : IAvailabilityBlockGrain
{
    public Task<BookAnswer> Book(BookAppointment command) => booking.Book(key, command);

    public Task<PlaceAnswer> Place(PlaceAppointment command) =>
        throw Rivals.Unsupported("placing by another grain");

    public Task<PlacementStatus> Release(ReleaseAppointment command) =>
        throw Rivals.Unsupported("releasing by another grain");

    public Task<PlaceHoldAnswer> PlaceHold(PlaceHold command) => throw Rivals.Unsupported("holds");

    public Task<ReleaseHoldStatus> ReleaseHold(ReleaseHold command) => throw Rivals.Unsupported("holds");

    public Task<RedefineAnswer> Redefine(RedefineBlock command) => throw Rivals.Unsupported("changes of blocks");

    public Task Doubt() => Task.CompletedTask;
}
