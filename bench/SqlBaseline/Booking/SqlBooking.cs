using Scheduling.Grains.Appointments;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>
/// Books in the database, which decides who is first. The rules that need nobody's other appointments are the product's
/// own, and so is the life of an appointment.
/// </summary>
internal sealed class SqlBooking(
    PlacementSql sql, BlockDefinitions definitions, IScheduleStore store, TimeProvider time) : IBooking
{
    public async Task<BookAnswer> Book(Key block, BookAppointment command)
    {
        var next = command.ToAppointment(block);
        var outcome = await Place(next, command.Placement, time.GetUtcNow());
        if (outcome == SqlOutcome.Done)
        {
            return new BookAnswer(BookStatus.Booked) { Appointment = next };
        }

        if (outcome == SqlOutcome.IdExists)
        {
            return await store.LoadAppointment(next.Key) is { } stored && stored.RequestHash == next.RequestHash
                ? new BookAnswer(BookStatus.AlreadyBooked) { Appointment = stored }
                : new BookAnswer(BookStatus.KeyReused);
        }

        return (await Refuse(block, command.Placement, (PlacementStatus)outcome)).ToBookAnswer();
    }

    public async Task<RescheduleAnswer> Reschedule(Key appointment, RescheduleAppointment command)
    {
        var now = time.GetUtcNow();
        var (status, next) = (await store.LoadAppointment(appointment)).Reschedule(command, now);
        if (next is null)
        {
            return new RescheduleAnswer(status);
        }

        var asked = command.Placement with { FeeAllowed = next.SettlesItsFee() };
        var outcome = await Place(next, asked, now);
        return outcome == SqlOutcome.Done
            ? new RescheduleAnswer(status) { Appointment = next }
            : (await Refuse(appointment with { Id = next.BlockId }, asked, (PlacementStatus)outcome))
                .ToRescheduleAnswer();
    }

    public async Task<CancelAnswer> Cancel(Key appointment, CancelAppointment command)
    {
        var (status, next) = (await store.LoadAppointment(appointment)).Cancel(command, time.GetUtcNow());
        return next is null || await sql.Cancel(next)
            ? new CancelAnswer(status)
            : new CancelAnswer(CancelStatus.NotReleased) { Release = PlacementStatus.AppointmentChanged };
    }

    public Task<Appointment?> Find(Key appointment) => store.LoadAppointment(appointment);

    private async Task<short> Place(Appointment next, Placement asked, DateTimeOffset now)
    {
        var definition = await definitions.Find(next.Key with { Id = next.BlockId });
        var empty = definition is null ? null : AvailabilityBlock.From(new BlockSnapshot(definition, 1, []));
        var verdict = AvailabilityBlock.Judge(asked, empty, new PatientCalendar(1, []), now);
        return verdict.Kind == VerdictKind.Refused
            ? await RefuseUnlessKnown(next, verdict.Refusal)
            : await sql.Place(next, definition!.Capacity, asked.MostLiveAppointments, now);
    }

    /// <summary>A replay hears its first answer, whatever the rules say by now.</summary>
    private async Task<short> RefuseUnlessKnown(Appointment next, PlacementStatus refusal) =>
        next.Version == 1 && await store.LoadAppointment(next.Key) is not null
            ? SqlOutcome.IdExists
            : (short)refusal;

    /// <summary>Free times near the taken one, as the API promises them: a gathered read of the product's.</summary>
    private async Task<PlaceAnswer> Refuse(Key block, Placement asked, PlacementStatus refusal)
    {
        var now = time.GetUtcNow();
        if (refusal is not (PlacementStatus.TimeTaken or PlacementStatus.PatientBusy)
            || await store.LoadBlock(block) is not { } snapshot)
        {
            return new PlaceAnswer(refusal);
        }

        var patient = refusal == PlacementStatus.PatientBusy
            ? await store.LoadPatientCalendar(block with { Id = asked.PatientId }, now)
            : null;
        return new PlaceAnswer(refusal)
        {
            Alternatives = AvailabilityBlock.From(snapshot).FreeNear(asked, patient, now),
        };
    }
}
