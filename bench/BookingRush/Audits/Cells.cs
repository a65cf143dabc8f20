namespace Scheduling.BookingRush;

/// <summary>Stays by the slots that they lie in.</summary>
internal sealed class Cells(Plan plan)
{
    private static readonly IReadOnlyList<Life> None = [];

    private readonly Dictionary<(Guid Block, int Slot), List<Life>> cells = [];

    public IEnumerable<KeyValuePair<(Guid Block, int Slot), List<Life>>> All => cells;

    public void Add(Life life)
    {
        foreach (var slot in Slots(life.From, life.To))
        {
            if (!cells.TryGetValue((life.Block, slot), out var lives))
            {
                cells[(life.Block, slot)] = lives = [];
            }

            lives.Add(life);
        }
    }

    public IReadOnlyList<Life> At(Guid block, int slot) => cells.GetValueOrDefault((block, slot)) ?? None;

    public IEnumerable<int> Slots(DateTimeOffset from, DateTimeOffset to)
    {
        for (var slot = SlotOf(from); plan.StartOf(slot) < to; slot++)
        {
            yield return slot;
        }
    }

    private int SlotOf(DateTimeOffset time) => (int)Math.Floor((time - plan.Day).TotalMinutes / plan.SlotMinutes);
}
