using System.Collections.Concurrent;
using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>The floor's: what was read once is never read again, since nothing changes.</summary>
internal sealed class RememberedReads(IScheduleReads reads) : IScheduleReads
{
    private readonly ConcurrentDictionary<(int, TimeRange), Lazy<Task<OpenBlockReading>>> open = [];

    public Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query) =>
        reads.ListAppointments(hospitalId, query);

    public Task<Guid?> FindPatient(int hospitalId, int number) => reads.FindPatient(hospitalId, number);

    public Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known) =>
        open.GetOrAdd(
            (hospitalId, starts),
            _ => new Lazy<Task<OpenBlockReading>>(() => reads.ReadOpenBlocks(hospitalId, starts, now, []))).Value;

    public Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now) =>
        reads.ReadPatientTimes(patient, now);
}
