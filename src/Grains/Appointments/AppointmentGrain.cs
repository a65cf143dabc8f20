using Microsoft.Extensions.Logging;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Appointments;

/// <summary>
/// The shell around <see cref="AppointmentLifecycle"/>. Every command begins with a read that began after it, so what is
/// answered is true even where another activation lives; one change comes after the other because turns are serial.
/// </summary>
[GrainType("appointment")]
internal sealed partial class AppointmentGrain(
    IScheduleStore store, TimeProvider time, ILogger<AppointmentGrain> logger) : Grain, IAppointmentGrain
{
    public Task<Appointment?> Get() => Load(this.ScheduleKey());

    public async Task<RescheduleAnswer> Reschedule(RescheduleAppointment command)
    {
        var key = this.ScheduleKey();
        var now = time.GetUtcNow();
        var answer = await Reschedule(key, command, now);
        if (answer.Placement == PlacementStatus.AppointmentChanged)
        {
            answer = await Reschedule(key, command, now);
        }

        answer = command.IsRepeat ? AfterDoubt(answer) : answer;
        Instruments.Decided("reschedule", answer.Status, answer.Placement);
        LogRescheduled(key, answer.Status, answer.Placement);
        return answer;
    }

    public async Task<CancelAnswer> Cancel(CancelAppointment command)
    {
        var key = this.ScheduleKey();
        var now = time.GetUtcNow();
        var answer = await Cancel(key, command, now);
        if (answer.Release == PlacementStatus.AppointmentChanged)
        {
            answer = await Cancel(key, command, now);
        }

        Instruments.Decided("cancel", answer.Status, answer.Release);
        LogCancelled(key, answer.Status, answer.Release);
        return answer;
    }

    private async Task<RescheduleAnswer> Reschedule(Key key, RescheduleAppointment command, DateTimeOffset now)
    {
        var former = await Load(key);
        var (status, next) = former.Reschedule(command, now);
        if (next is null)
        {
            return new RescheduleAnswer(status);
        }

        var placed = await GrainFactory.AvailabilityBlock(key with { Id = next.BlockId }).Place(new PlaceAppointment
        {
            Placement = command.Placement with { FeeAllowed = next.SettlesItsFee() },
            Former = former!,
            Next = next,
            Deadline = command.Deadline,
        });
        if (placed.Status != PlacementStatus.Placed)
        {
            return new RescheduleAnswer(RescheduleStatus.NotPlaced)
            {
                Placement = placed.Status,
                Alternatives = placed.Alternatives,
            };
        }

        if (former!.BlockId != next.BlockId)
        {
            await GrainFactory.AvailabilityBlock(key with { Id = former.BlockId }).Doubt();
        }

        return new RescheduleAnswer(status) { Appointment = next };
    }

    /// <summary>Whatever is so because of the first call, if that was done, says nothing.</summary>
    private static RescheduleAnswer AfterDoubt(RescheduleAnswer answer) => answer.Status switch
    {
        RescheduleStatus.Rescheduled or RescheduleStatus.AppointmentUnknown or RescheduleStatus.PersonUnknown => answer,
        RescheduleStatus.NotYours or RescheduleStatus.VersionMismatch or RescheduleStatus.NotLive
            or RescheduleStatus.AlreadyStarted or RescheduleStatus.NotPlaced =>
            new RescheduleAnswer(RescheduleStatus.NotPlaced) { Placement = PlacementStatus.OutcomeUnknown },
    };

    private async Task<CancelAnswer> Cancel(Key key, CancelAppointment command, DateTimeOffset now)
    {
        var (status, next) = (await Load(key)).Cancel(command, now);
        if (next is null)
        {
            return new CancelAnswer(status);
        }

        var released = await GrainFactory.AvailabilityBlock(key with { Id = next.BlockId }).Release(
            new ReleaseAppointment { Next = next, Deadline = command.Deadline });
        return released == PlacementStatus.Placed
            ? new CancelAnswer(status)
            : new CancelAnswer(CancelStatus.NotReleased) { Release = released };
    }

    /// <summary>Where there is none, nothing is kept in memory: its id may be anything that a caller makes up.</summary>
    private async Task<Appointment?> Load(Key key)
    {
        var appointment = await store.LoadAppointment(key);
        if (appointment is null)
        {
            DeactivateOnIdle();
        }

        return appointment;
    }

    [LoggerMessage(LogLevel.Debug, "Rescheduling {Appointment}: {Status} {Placement}")]
    private partial void LogRescheduled(Key appointment, RescheduleStatus status, PlacementStatus placement);

    [LoggerMessage(LogLevel.Debug, "Cancelling {Appointment}: {Status} {Release}")]
    private partial void LogCancelled(Key appointment, CancelStatus status, PlacementStatus release);
}
