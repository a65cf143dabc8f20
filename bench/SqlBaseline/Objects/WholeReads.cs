using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>Rivals raise no versions: nobody can know by them what has not changed, so everything is read again.</summary>
internal sealed class WholeReads(IScheduleReads reads) : IScheduleReads
{
    public Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query) =>
        reads.ListAppointments(hospitalId, query);

    public Task<Guid?> FindPatient(int hospitalId, int number) => reads.FindPatient(hospitalId, number);

    public Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known) =>
        reads.ReadOpenBlocks(hospitalId, starts, now, []);

    public Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now) =>
        reads.ReadPatientTimes(patient, now);
}
