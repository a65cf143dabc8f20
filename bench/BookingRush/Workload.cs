namespace Scheduling.BookingRush;

/// <summary>Who asks for which slot, in the order of asking.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Blocks">Each of them of <see cref="SlotsPerBlock"/> slots.</param>
/// <param name="WarmUpBlocks">Further blocks, which are asked for beforehand and not measured.</param>
/// <param name="Rivals">How many ask for each slot; one of them can have it.</param>
/// <param name="Measured">The outcome that is counted.</param>
/// <param name="Floor">The fewest of them per second.</param>
internal sealed record Workload(
    string Name, int Blocks, int WarmUpBlocks, int Rivals, Outcome Measured, double Floor)
{
    public const int SlotsPerBlock = 100;

    /// <summary>Every request wins: distinct patients, distinct free slots over many blocks.</summary>
    public static readonly Workload Book = new("book", 500, 200, 1, Outcome.Booked, 3_000);

    /// <summary>Fifty people ask for every slot at once, and all but one hear that it is taken.</summary>
    public static readonly Workload Rush = new("rush", 20, 4, 50, Outcome.Taken, 8_000);

    /// <summary>A patient of a rush asks for every slot of one block; otherwise everybody asks once.</summary>
    public int Patients => (Blocks + WarmUpBlocks) * (Rivals == 1 ? SlotsPerBlock : Rivals);

    public IEnumerable<Attempt> WarmUp => Attempts(Blocks, WarmUpBlocks);

    public IEnumerable<Attempt> Attempts() => Attempts(0, Blocks);

    /// <summary>All blocks at once, slot by slot, all who want it one after the other.</summary>
    private IEnumerable<Attempt> Attempts(int firstBlock, int blocks) =>
        from slot in Enumerable.Range(0, SlotsPerBlock)
        from rival in Enumerable.Range(0, Rivals)
        from block in Enumerable.Range(firstBlock, blocks)
        select new Attempt(block, slot, Rivals == 1 ? (block * SlotsPerBlock) + slot : (block * Rivals) + rival);
}

/// <param name="Block">Number of the block.</param>
/// <param name="Slot">Number of the slot in it.</param>
/// <param name="Patient">Number of the patient who wants it.</param>
internal sealed record Attempt(int Block, int Slot, int Patient);
