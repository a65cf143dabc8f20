namespace Scheduling.BookingRush;

/// <summary>
/// In which order people asked for each slot, whether the first ones got it, and how many slots are left.
/// </summary>
internal sealed class SlotBoard(Area area, int slots, int capacity)
{
    private const int MostRanks = 100;

    private readonly int[] asked = new int[area.Blocks * slots];
    private readonly long[] winners = new long[MostRanks + 1];
    private long sold;

    public long Left => ((long)asked.Length * capacity) - sold;

    /// <summary>How many winners had asked first, second and so on; the last one counts all beyond.</summary>
    public IReadOnlyList<long> Winners => winners;

    /// <returns>How many had asked for it before.</returns>
    public int Ask(Attempt attempt) => Index(attempt) is { } index ? asked[index]++ : 0;

    /// <param name="order">As it was answered when the winner asked.</param>
    public void Sell(int order)
    {
        sold++;
        // The first ones to ask for a slot of larger capacity all come first.
        winners[Math.Min(order / capacity, MostRanks)]++;
    }

    public void Free() => sold--;

    private int? Index(Attempt attempt) => attempt.Block - area.FirstBlock is var block
        && block >= 0 && block < area.Blocks && attempt.Slot >= 0 && attempt.Slot < slots
            ? (block * slots) + attempt.Slot
            : null;
}
