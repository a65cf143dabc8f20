using System.Collections.Immutable;

namespace Scheduling.Grains.Appointments;

/// <summary>Who may change what of an appointment from which status. The order of the guards is the contract's.</summary>
internal static class AppointmentLifecycle
{
    /// <summary>The appointment as it shall be, where nothing stands against asking its block.</summary>
    public static (RescheduleStatus Status, Appointment? Next) Reschedule(
        this Appointment? appointment, RescheduleAppointment command, DateTimeOffset now)
    {
        if (appointment is null)
        {
            return (RescheduleStatus.AppointmentUnknown, null);
        }

        if (!command.PeopleExist)
        {
            return (RescheduleStatus.PersonUnknown, null);
        }

        var asked = command.Placement;
        if (!command.Reach.Covers(appointment.PatientId, appointment.ClinicianId)
            || !command.Reach.Covers(asked.PatientId, asked.ClinicianId))
        {
            return (RescheduleStatus.NotYours, null);
        }

        if (!appointment.Matches(command.IfMatch))
        {
            return (RescheduleStatus.VersionMismatch, null);
        }

        if (!appointment.IsLive)
        {
            return (RescheduleStatus.NotLive, null);
        }

        return asked.Side == Side.Patients && appointment.Time.Start <= now
            ? (RescheduleStatus.AlreadyStarted, null)
            : (RescheduleStatus.Rescheduled, appointment.With(command));
    }

    /// <summary>The appointment as it shall be, where nothing stands against it.</summary>
    public static (CancelStatus Status, Appointment? Next) Cancel(
        this Appointment? appointment, CancelAppointment command, DateTimeOffset now)
    {
        if (appointment is null)
        {
            return (CancelStatus.AppointmentUnknown, null);
        }

        if (!command.Reach.Covers(appointment.PatientId, appointment.ClinicianId))
        {
            return (CancelStatus.NotYours, null);
        }

        if (!appointment.Matches(command.IfMatch))
        {
            return (CancelStatus.VersionMismatch, null);
        }

        if (appointment.Status.IsCancelled())
        {
            return (CancelStatus.AlreadyCancelled, null);
        }

        if (!appointment.IsLive)
        {
            return (CancelStatus.NotLive, null);
        }

        return command.Side == Side.Patients && appointment.Time.Start <= now
            ? (CancelStatus.AlreadyStarted, null)
            : (CancelStatus.Cancelled, appointment.CancelledFrom(command.Side));
    }

    /// <summary>
    /// Whether the fee is waived or said how it is paid. A patient's change may ask for a waiver and so leave the payment
    /// out, while what is stored stays unwaived.
    /// </summary>
    public static bool SettlesItsFee(this Appointment appointment) =>
        appointment.Details is { WaiveFee: true } or { PaymentRequisites: not null };

    private static bool Matches(this Appointment appointment, ImmutableArray<long>? versions) =>
        versions is not { } accepted || accepted.Contains(appointment.Version);

    /// <summary>A patient cannot waive a fee, nor take that back: what is stored stays.</summary>
    private static Appointment With(this Appointment appointment, RescheduleAppointment command) => appointment with
    {
        Version = appointment.Version + 1,
        BlockId = command.BlockId ?? appointment.BlockId,
        Time = command.Placement.Time ?? appointment.Time,
        PatientId = command.Placement.PatientId,
        ClinicianId = command.Placement.ClinicianId,
        Details = command.Placement.Side == Side.Patients
            ? command.Details with { WaiveFee = appointment.Details.WaiveFee }
            : command.Details,
    };

    private static Appointment CancelledFrom(this Appointment appointment, Side side) => appointment with
    {
        Version = appointment.Version + 1,
        Status = side == Side.Patients ? AppointmentStatus.CancelledByPatient : AppointmentStatus.CancelledByProvider,
    };
}
