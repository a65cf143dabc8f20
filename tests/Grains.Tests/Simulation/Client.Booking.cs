using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.Simulation;

/// <content>Appointments.</content>
internal sealed partial class Client
{
    private Task BookSomething()
    {
        var block = town.Any(town.Blocks);
        var command = NewBooking(block, town.Any(town.PatientIds), town.AnyTime(block));
        return BookUntilKnown(command with { Keyed = !agenda.OneIn(3) }, isInDoubt: false);
    }

    private BookAppointment NewBooking(BlockDefinition block, Guid patient, TimeRange time) => new()
    {
        Placement = NewPlacement(block, patient, time),
        Details = Details with
        {
            Where = NewMark("book").ToString(),
            ServiceTypeId = Array.FindIndex(town.Blocks, one => one.Key == block.Key),
        },
        RequestHash = 1,
        Keyed = true,
        Deadline = Deadline,
    };

    /// <summary>Who has a key asks again while in doubt; who has none is left in doubt.</summary>
    private async Task BookUntilKnown(BookAppointment command, bool isInDoubt)
    {
        for (var attempt = 0; attempt < (command.Keyed ? Attempts : 1); attempt++)
        {
            var began = agenda.Now;
            var answer = await Try(() => Send(command));
            agenda.Note($"book {command.Details.Where}: {answer?.Status} {answer?.Placement}");
            if (answer is null or { Placement: PlacementStatus.OutcomeUnknown })
            {
                isInDoubt = true;
            }
            else if (Heard(command, answer, began, isInDoubt))
            {
                return;
            }

            if (RepeatsUnderAnotherId)
            {
                command = command with { Placement = command.Placement with { AppointmentId = agenda.NewId() } };
            }
        }

        if (command.Keyed)
        {
            doubtful.Add(command);
        }
    }

    /// <summary>False where it has to be asked again.</summary>
    private bool Heard(BookAppointment command, BookAnswer answer, DateTimeOffset began, bool isInDoubt)
    {
        var mark = Guid.Parse(command.Details.Where!);
        switch (answer)
        {
            case { Appointment: { } booked }:
                promises.IsStored(booked);
                appointments.Add(booked);
                if (command.Keyed)
                {
                    answered.Add(command);
                }

                return true;
            case { Placement: PlacementStatus.Moved or PlacementStatus.Overloaded }:
                if (!command.Keyed)
                {
                    promises.LeftNothing(mark);
                }

                return false;
            default:
                promises.Keep(answer.Status == BookStatus.NotPlaced, $"P2: {mark} heard {answer.Status}");
                IsTrueRefusal(answer.Placement, command.Placement, BlockOf(command).Key.Id, began);

                // Time may have passed the start while the first attempt was under way: that fences nothing.
                if (!isInDoubt || answer.Placement != PlacementStatus.StartNotInFuture)
                {
                    promises.LeftNothing(mark);
                }

                return true;
        }
    }

    /// <summary>P2: the same command again is answered with the same appointment; its key is taken.</summary>
    private async Task Replay()
    {
        if (doubtful.Count > 0)
        {
            var unknown = town.Any(doubtful);
            doubtful.Remove(unknown);
            await BookUntilKnown(unknown, isInDoubt: true);
            return;
        }

        if (answered.Count == 0)
        {
            return;
        }

        var command = town.Any(answered);
        var isOther = agenda.OneIn(4);
        var answer = await Try(() => Send(command with { RequestHash = isOther ? 2u : 1u }));
        agenda.Note($"replay {command.Details.Where}: {answer?.Status} {answer?.Placement}");
        if (answer is null or { Placement: >= PlacementStatus.Moved })
        {
            return;
        }

        promises.Keep(
            answer.Status == (isOther ? BookStatus.KeyReused : BookStatus.AlreadyBooked),
            $"P2: {command.Details.Where} was answered, and heard {answer.Status} {answer.Placement} the second time");
        if (answer.Appointment is { } known)
        {
            promises.IsStored(known);
        }
    }

    /// <summary>By the gateway's rule: where an activation is its block's no more it is sent again, once.</summary>
    private async Task<BookAnswer> Send(BookAppointment command)
    {
        var block = cluster.Grains.AvailabilityBlock(BlockOf(command).Key);
        var timed = command with { Deadline = Deadline };
        var answer = await block.Book(timed);
        return answer.Placement == PlacementStatus.Moved ? await block.Book(timed) : answer;
    }

    /// <summary>The block that was asked for, kept with the service that the details name.</summary>
    private BlockDefinition BlockOf(BookAppointment command) => town.Blocks[command.Details.ServiceTypeId];

    private async Task Cancel()
    {
        var appointment = town.Any(appointments);
        var grain = cluster.Grains.Appointment(appointment.Key);
        var command = new CancelAppointment { Side = Side.Staff, Reach = Reach.WholeHospital, Deadline = Deadline };
        var answer = await Try(async () =>
            await grain.Cancel(command) is { Release: not PlacementStatus.Moved } heard
                ? heard
                : await grain.Cancel(command));
        agenda.Note($"cancel {appointment.Details.Where}: {answer?.Status} {answer?.Release}");
        switch (answer?.Status)
        {
            case CancelStatus.Cancelled or CancelStatus.AlreadyCancelled:
                appointments.Remove(appointment);
                promises.Keep(
                    database.LoadAppointment(appointment.Key.Id)?.IsLive == false,
                    $"P2: {appointment.Details.Where} was cancelled, and is live");
                break;
            case null or CancelStatus.NotReleased:
                break;
            default:
                promises.Break($"P2: cancelling {appointment.Details.Where} heard {answer.Status}");
                break;
        }
    }

    private async Task Reschedule()
    {
        var appointment = town.Any(appointments);
        var block = town.Any(town.Blocks);
        var patient = agenda.OneIn(10) ? town.Any(town.PatientIds) : appointment.PatientId;
        var mark = NewMark("move");
        var began = agenda.Now;
        var command = new RescheduleAppointment
        {
            BlockId = block.Key.Id,
            Placement = NewPlacement(block, patient, town.AnyTime(block)) with { AppointmentId = appointment.Key.Id },
            Details = Details with { Where = mark.ToString() },
            Reach = Reach.WholeHospital,
            PeopleExist = true,
            Deadline = Deadline,
        };
        var grain = cluster.Grains.Appointment(appointment.Key);
        var answer = await Try(async () =>
            await grain.Reschedule(command) is { Placement: not PlacementStatus.Moved } heard
                ? heard
                : await grain.Reschedule(command));
        agenda.Note($"move {mark}: {answer?.Status} {answer?.Placement}");
        Heard(command, answer, began);
    }

    private void Heard(RescheduleAppointment command, RescheduleAnswer? answer, DateTimeOffset began)
    {
        var mark = Guid.Parse(command.Details.Where!);
        switch (answer)
        {
            case null or { Placement: PlacementStatus.OutcomeUnknown }:
                return;
            case { Appointment: { } moved }:
                promises.IsStored(moved);
                return;
            case { Status: RescheduleStatus.NotLive }:
                promises.Keep(
                    database.LoadAppointment(command.Placement.AppointmentId)?.IsLive == false,
                    $"P6: {command.Placement.AppointmentId} is live");
                appointments.RemoveAll(one => one.Key.Id == command.Placement.AppointmentId);
                break;
            case { Status: RescheduleStatus.NotPlaced, Placement: < PlacementStatus.Moved }:
                IsTrueRefusal(answer.Placement, command.Placement, command.BlockId!.Value, began);
                break;
            case { Status: RescheduleStatus.AlreadyStarted }:
                promises.Keep(
                    database.LoadAppointment(command.Placement.AppointmentId)!.Time.Start <= agenda.Now,
                    $"P6: {command.Placement.AppointmentId} has not started");
                break;
            default:
                promises.Keep(answer.Status == RescheduleStatus.NotPlaced, $"P2: {mark} heard {answer.Status}");
                break;
        }

        promises.LeftNothing(mark);
    }
}
