using Orleans.Concurrency;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Appointments;

/// <summary>
/// Reads straight from the store of the silo that the question reached: what was answered as written before is in it.
/// One activation per silo and hospital, interleaving; the store bounds how many lists are read at a time.
/// </summary>
[StatelessWorker(1), Reentrant, GrainType("appointment-list")]
internal sealed class AppointmentListGrain(IScheduleReads reads) : Grain, IAppointmentListGrain
{
    public Task<AppointmentPage> List(ListAppointments query) =>
        reads.ListAppointments((int)this.GetPrimaryKeyLong(), query);
}
