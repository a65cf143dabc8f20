using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests;

/// <summary>Who asks for which slot, in the order of asking: all blocks at once, slot by slot.</summary>
/// <param name="Blocks">Each of them of <see cref="SlotsPerBlock"/> slots.</param>
/// <param name="Rivals">How many ask for each slot; one of them can have it.</param>
internal sealed record Workload(int Blocks, int Rivals)
{
    public const int SlotsPerBlock = 100;

    /// <summary>A patient of a rush asks for every slot of one block.</summary>
    public int Patients => Blocks * Rivals;

    public IEnumerable<Attempt> Attempts() =>
        from slot in Enumerable.Range(0, SlotsPerBlock)
        from rival in Enumerable.Range(0, Rivals)
        from block in Enumerable.Range(0, Blocks)
        select new Attempt(block, slot, (block * Rivals) + rival);
}
