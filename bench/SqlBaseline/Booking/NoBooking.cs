using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.SqlBaseline;

/// <summary>The floor: everybody gets what they ask for, and nothing is kept.</summary>
internal sealed class NoBooking : IBooking
{
    public Task<BookAnswer> Book(Key block, BookAppointment command) =>
        Task.FromResult(new BookAnswer(BookStatus.Booked) { Appointment = command.ToAppointment(block) });

    public Task<RescheduleAnswer> Reschedule(Key appointment, RescheduleAppointment command) => Task.FromResult(
        new RescheduleAnswer(RescheduleStatus.Rescheduled) { Appointment = Echo(appointment, command) });

    public Task<CancelAnswer> Cancel(Key appointment, CancelAppointment command) =>
        Task.FromResult(new CancelAnswer(CancelStatus.Cancelled));

    public Task<Appointment?> Find(Key appointment) => Task.FromResult<Appointment?>(null);

    private static Appointment Echo(Key appointment, RescheduleAppointment command) => new()
    {
        Key = appointment,
        Version = 2,
        BlockId = command.BlockId.GetValueOrDefault(),
        Time = command.Placement.Time.GetValueOrDefault(),
        Status = AppointmentStatus.Scheduled,
        PatientId = command.Placement.PatientId,
        ClinicianId = command.Placement.ClinicianId,
        Details = command.Details,
        RequestHash = default,
    };
}
