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
[Reentrant, RandomPlacement, GrainType("availability-block")]
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
        var next = command.ToAppointment(Desk.Key);
        var ask = new AppointmentAsk(command.Placement, new AppointmentChange(next), time, command.Deadline);
        var outcome = await Decide(ask);
        var answer = outcome == AskOutcome.Committed
            ? new BookAnswer(BookStatus.Booked) { Appointment = next }
            : await Replay(command, outcome) ?? Refuse(ask, outcome);
        Instruments.Decided("book", answer.Status, answer.Placement);
        LogBooked(Desk.Key, next.Key.Id, answer.Status, answer.Placement);
        return answer;
    }

    public async Task<PlaceAnswer> Place(PlaceAppointment command)
    {
        var change = new AppointmentChange(command.Next)
        {
            FormerPatientId = Other(command.Former.PatientId, command.Next.PatientId),
            FormerBlockId = Other(command.Former.BlockId, command.Next.BlockId),
        };
        var ask = new AppointmentAsk(command.Placement, change, time, command.Deadline);
        var status = ask.StatusOf(await Decide(ask));
        LogPlaced(Desk.Key, command.Next.Key.Id, status);
        return new PlaceAnswer(status) { Alternatives = ask.Alternatives };
    }

    public async Task<PlacementStatus> Release(ReleaseAppointment command)
    {
        var outcome = await Desk.Decide(new ReleaseAsk(command.Next, time, command.Deadline));
        var status = outcome.ToPlacementStatus();
        LogReleased(Desk.Key, command.Next.Key.Id, status);
        return status;
    }

    public async Task<PlaceHoldAnswer> PlaceHold(PlaceHold command)
    {
        var id = Guid.CreateVersion7();
        var length = TimeSpan.FromSeconds(options.Value.HoldSeconds);
        var ask = new HoldAsk(command, length, Desk.Key with { Id = id }, time);
        var outcome = await Decide(ask);
        var status = outcome == AskOutcome.Known ? PlacementStatus.Placed : ask.StatusOf(outcome);
        Instruments.Decided("hold", status);
        LogHoldPlaced(Desk.Key, id, outcome, status);
        return status == PlacementStatus.Placed
            ? new PlaceHoldAnswer(status) { Hold = ask.Given, FormerBlockId = ask.FormerBlockId }
            : new PlaceHoldAnswer(status) { Alternatives = ask.Alternatives, RetryAfter = ask.RetryAfter };
    }

    public async Task<ReleaseHoldStatus> ReleaseHold(ReleaseHold command)
    {
        var ask = new HoldReleaseAsk(command, time);
        var status = ask.StatusOf(await Decide(ask));
        Instruments.Decided("release_hold", status);
        LogHoldReleased(Desk.Key, command.HoldId, status);
        return status;
    }

    public async Task<RedefineAnswer> Redefine(RedefineBlock command)
    {
        var ask = new RedefineAsk(command, time);
        var answer = ask.AnswerOf(await Decide(ask));
        Instruments.Decided("redefine", answer.Status);
        LogRedefined(Desk.Key, answer.Status);
        return answer;
    }

    public Task Doubt()
    {
        Desk.Doubt();
        return Task.CompletedTask;
    }

    /// <summary>A block that nobody can book is not kept in memory: its ids may be anything that callers make up.</summary>
    private async Task<AskOutcome> Decide(Ask ask)
    {
        var outcome = await Desk.Decide(ask);
        if (outcome == AskOutcome.Refused && !Desk.HasBlock)
        {
            DeactivateOnIdle();
        }

        return outcome;
    }

    /// <summary>
    /// No keyed command is refused, and no id that exists is, before the appointment with its id was looked for: whoever
    /// asks again hears the first answer, wherever that appointment is now.
    /// </summary>
    private async Task<BookAnswer?> Replay(BookAppointment command, AskOutcome outcome)
    {
        if (outcome != AskOutcome.Known && (!command.Keyed || outcome != AskOutcome.Refused))
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

    private static BookAnswer Refuse(AppointmentAsk ask, AskOutcome outcome) =>
        new(BookStatus.NotPlaced) { Placement = ask.StatusOf(outcome), Alternatives = ask.Alternatives };

    private static Guid? Other(Guid former, Guid next) => former == next ? null : former;
}
