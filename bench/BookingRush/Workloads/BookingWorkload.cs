namespace Scheduling.BookingRush;

/// <summary>
/// Everybody wants one slot: <c>book</c>, <c>hot</c> and <c>rush</c>, which differ in how many want the same one.
/// </summary>
/// <param name="scenario">How many slots, and how they are wanted.</param>
/// <param name="area">Whose.</param>
/// <param name="requests">Makes them.</param>
/// <param name="share">This generator's part.</param>
/// <param name="seed">Of the chance in a skewed one.</param>
internal sealed class BookingWorkload(Scenario scenario, Area area, Requests requests, Share share, int seed)
    : IWorkload
{
    private readonly Zipf? popularity = scenario.Skew > 0 ? new Zipf(area.Blocks, scenario.Skew) : null;

    /// <summary>Everybody at once wants the same slot: this many before the next one's turn.</summary>
    private readonly long rivals = scenario.Workload == WorkloadKind.Rush
        ? Math.Max(1, (area.Patients + area.Blocks - 1) / area.Blocks)
        : scenario.Capacity;

    public Visit? Arrive(long number)
    {
        var visitor = share.Visitor(number);
        return Slot(visitor) is var (block, slot) && slot < scenario.Slots
            ? new SingleVisit(visit => requests.Book(
                visit, new Attempt(area.FirstBlock + block, slot, share.Patient(area, number))))
            { Number = visitor }
            : null;
    }

    private (int Block, int Slot) Slot(long visitor) => popularity is null
        ? InTurn(visitor)
        : (popularity.Pick(Chance.Of(seed, visitor, 1)), (int)(Chance.Of(seed, visitor, 2) * scenario.Slots));

    /// <summary>
    /// All blocks at once, slot by slot, all who want it one after the other; in a rush over and over.
    /// </summary>
    private (int Block, int Slot) InTurn(long visitor)
    {
        var slot = visitor / (area.Blocks * rivals);
        // Workers that rush together want the same slots: neighbours among the visitors, who are different workers',
        // share a block.
        return scenario.Workload == WorkloadKind.Rush
            ? ((int)(visitor / share.Count % area.Blocks), (int)(slot % scenario.Slots))
            : ((int)(visitor % area.Blocks), (int)Math.Min(slot, int.MaxValue));
    }
}
