namespace Scheduling.SqlBaseline;

/// <summary>An appointment as the gateway sees it.</summary>
internal sealed class PlainAppointment(Key key, IBooking booking) : IAppointmentGrain
{
    public Task<Appointment?> Get() => booking.Find(key);

    public Task<RescheduleAnswer> Reschedule(RescheduleAppointment command) => booking.Reschedule(key, command);

    public Task<CancelAnswer> Cancel(CancelAppointment command) => booking.Cancel(key, command);
}
