namespace Scheduling.BookingRush;

/// <summary>
/// One of several generators that run a scenario together: it sends every n-th visitor, as patients of its own.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">Of generators.</param>
internal readonly record struct Share(int Index, int Count)
{
    public static readonly Share Whole = new(0, 1);

    /// <summary>The number among the visitors of all.</summary>
    public long Visitor(long own) => (own * Count) + Index;

    /// <summary>A patient for every visitor, one after the other.</summary>
    public int Patient(Area area, long own) => area.FirstPatient + Index + (Count * (int)(own % Patients(area)));

    /// <summary>How many of the area's patients are this one's.</summary>
    public int Patients(Area area) => Math.Max(1, (area.Patients - Index + Count - 1) / Count);

    /// <summary>As <c>--worker 1/4</c> says it, counting from 1.</summary>
    public override string ToString() => $"{Index + 1}/{Count}";

    /// <returns>Nothing where it is none.</returns>
    public static Share? Parse(string text) =>
        text.Split('/') is [var index, var count]
        && int.TryParse(index, out var one) && int.TryParse(count, out var all) && one >= 1 && one <= all
            && all <= 1_000
            ? new Share(one - 1, all)
            : null;
}
