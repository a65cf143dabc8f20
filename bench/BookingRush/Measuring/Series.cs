namespace Scheduling.BookingRush;

/// <summary>The seconds of a run in bounded memory: when there are too many, two become one.</summary>
internal sealed class Series
{
    /// <summary>Half an hour second by second, more coarsely beyond.</summary>
    public const int Most = 1_800;

    private readonly List<Second> kept = [];
    private Second? open;
    private int width = 1;
    private int inOpen;

    public IReadOnlyList<Second> Seconds => open is { } last ? [.. kept, last] : kept;

    public void Add(Second second)
    {
        open = open is null ? second : open.With(second);
        if (++inOpen < width)
        {
            return;
        }

        kept.Add(open);
        (open, inOpen) = (null, 0);
        if (kept.Count == Most)
        {
            Halve();
        }
    }

    private void Halve()
    {
        var halved = kept.Chunk(2).Select(pair => pair[0].With(pair[1])).ToList();
        kept.Clear();
        kept.AddRange(halved);
        width *= 2;
    }
}
