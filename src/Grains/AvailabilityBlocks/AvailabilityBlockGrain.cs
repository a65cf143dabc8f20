using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// The shell around <see cref="AvailabilityBlock"/>: reads what a decision needs, decides and changes memory in one turn,
/// awaits the commit, and only then says success. Calls interleave at those awaits and nowhere else.
/// </summary>
[Reentrant, HashBasedPlacement, GrainType("availability-block")]
internal sealed partial class AvailabilityBlockGrain(
    IScheduleStore store,
    IOptions<AvailabilityBlockOptions> options,
    TimeProvider time,
    ILogger<AvailabilityBlockGrain> logger) : Grain, IAvailabilityBlockGrain
{
    private BlockDesk? desk;

    private BlockDesk Desk =>
        desk ??= new BlockDesk(this.ScheduleKey(), store, options.Value, time, Leave);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Instruments.BlockCame();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Instruments.BlockWent();
        return Task.CompletedTask;
    }

    public async Task<BookAnswer> Book(BookAppointment command)
    {
        var change = new AppointmentChange(command.ToAppointment(Desk.Key));
        var ask = new Ask(command.Placement, change, time, command.Deadline);
        var outcome = await Decide(ask);
        var answer = outcome.Status == PlacementStatus.Placed
            ? new BookAnswer(BookStatus.Booked) { Appointment = ask.Change.Next }
            : await Replay(command, outcome) ?? Refuse(outcome);
        Instruments.Decided("book", answer.Status, answer.Placement);
        LogBooked(Desk.Key, change.Next.Key.Id, answer.Status, answer.Placement);
        return answer;
    }

    public async Task<PlaceAnswer> Place(PlaceAppointment command)
    {
        var change = new AppointmentChange(command.Next)
        {
            FormerPatientId = Other(command.Former.PatientId, command.Next.PatientId),
            FormerBlockId = Other(command.Former.BlockId, command.Next.BlockId),
        };
        var ask = new Ask(command.Placement, change, time, command.Deadline);
        var outcome = await Decide(ask);
        LogPlaced(Desk.Key, command.Next.Key.Id, outcome.Status);
        return new PlaceAnswer(outcome.Status) { Alternatives = outcome.Alternatives };
    }

    public async Task<PlacementStatus> Release(ReleaseAppointment command)
    {
        var ask = new Ask(null, new AppointmentChange(command.Next), time, command.Deadline);
        var outcome = await Desk.Place(ask);
        LogReleased(Desk.Key, command.Next.Key.Id, outcome.Status);
        return outcome.Status;
    }

    public Task Doubt()
    {
        Desk.Doubt();
        return Task.CompletedTask;
    }

    /// <summary>A block that nobody can book is not kept in memory: its ids may be anything that callers make up.</summary>
    private async Task<DeskAnswer> Decide(Ask ask)
    {
        var outcome = await Desk.Place(ask);
        if (outcome.Status == PlacementStatus.BlockUnknown)
        {
            DeactivateOnIdle();
        }

        return outcome;
    }

    /// <summary>
    /// No keyed command is refused, and no id that exists is, before the appointment with its id was looked for: whoever
    /// asks again hears the first answer, wherever that appointment is now.
    /// </summary>
    private async Task<BookAnswer?> Replay(BookAppointment command, DeskAnswer outcome)
    {
        if (!outcome.IdExists && (!command.Keyed || !outcome.IsRefusal))
        {
            return null;
        }

        return await store.LoadAppointment(Desk.Key with { Id = command.Placement.AppointmentId }) switch
        {
            null => null,
            { } stored when stored.RequestHash == command.RequestHash =>
                new BookAnswer(BookStatus.AlreadyBooked) { Appointment = stored },
            _ => new BookAnswer(BookStatus.KeyReused),
        };
    }

    private void Leave(string reason, Exception? cause)
    {
        LogLeft(Desk.Key, reason, cause);
        DeactivateOnIdle();
    }

    private static BookAnswer Refuse(DeskAnswer outcome) =>
        new(BookStatus.NotPlaced) { Placement = outcome.Status, Alternatives = outcome.Alternatives };

    private static Guid? Other(Guid former, Guid next) => former == next ? null : former;

    [LoggerMessage(LogLevel.Information, "Block {Block} leaves: {Reason}")]
    private partial void LogLeft(Key block, string reason, Exception? cause);

    [LoggerMessage(LogLevel.Debug, "Booking {AppointmentId} in block {Block}: {Status} {Placement}")]
    private partial void LogBooked(Key block, Guid appointmentId, BookStatus status, PlacementStatus placement);

    [LoggerMessage(LogLevel.Debug, "Placing {AppointmentId} in block {Block}: {Status}")]
    private partial void LogPlaced(Key block, Guid appointmentId, PlacementStatus status);

    [LoggerMessage(LogLevel.Debug, "Releasing {AppointmentId} from block {Block}: {Status}")]
    private partial void LogReleased(Key block, Guid appointmentId, PlacementStatus status);
}
