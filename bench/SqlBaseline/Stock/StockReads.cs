using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline.Stock;

/// <summary>
/// What is beside the booking path. Definitions come from the product's tables, times from the grains that have them in
/// memory, and lists from the view that stands for the product's table.
/// </summary>
/// <param name="tables">Reads the product's tables, in which there are no appointments.</param>
/// <param name="view">Reads the view instead.</param>
/// <param name="grains">The blocks and patients.</param>
internal sealed class StockReads(IScheduleReads tables, IScheduleReads view, IGrainFactory grains) : IScheduleReads
{
    public Task<AppointmentPage> ListAppointments(int hospitalId, ListAppointments query) =>
        view.ListAppointments(hospitalId, query);

    public Task<Guid?> FindPatient(int hospitalId, int number) => tables.FindPatient(hospitalId, number);

    public async Task<OpenBlockReading> ReadOpenBlocks(
        int hospitalId, TimeRange starts, DateTimeOffset now, IReadOnlyCollection<KnownBlock> known)
    {
        var (blocks, _) = await tables.ReadOpenBlocks(hospitalId, starts, now, []);
        var taken = await Task.WhenAll(blocks.Select(block => grains.StockBlock(block.Definition.Key).GetTaken()));
        return new OpenBlockReading([.. blocks.Zip(taken, (block, times) => block with { Taken = times })], []);
    }

    public Task<ImmutableArray<TimeRange>> ReadPatientTimes(Key patient, DateTimeOffset now) =>
        grains.StockPatient(patient).GetTimes();
}
