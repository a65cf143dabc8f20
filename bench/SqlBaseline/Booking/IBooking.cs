namespace Scheduling.SqlBaseline;

/// <summary>How a rival books: all that it does differently.</summary>
internal interface IBooking
{
    Task<BookAnswer> Book(Key block, BookAppointment command);

    Task<RescheduleAnswer> Reschedule(Key appointment, RescheduleAppointment command);

    Task<CancelAnswer> Cancel(Key appointment, CancelAppointment command);

    /// <summary>As it is stored; nothing where there is none.</summary>
    Task<Appointment?> Find(Key appointment);
}
