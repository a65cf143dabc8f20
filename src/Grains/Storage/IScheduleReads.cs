namespace Scheduling.Grains.Storage;

/// <summary>
/// What is read beside the booking path: many rows at a time, on connections of their own, so that no booking waits for
/// it. Every call reads what was committed when it began, and ends within the store's time limit.
/// </summary>
public interface IScheduleReads
{
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query);
}
