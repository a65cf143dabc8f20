namespace Scheduling.BookingRush;

/// <summary>How many ranges hold at once.</summary>
internal static class Sweep
{
    /// <summary>
    /// The first instant at which more than a number of half-open ranges hold; nothing where there is none.
    /// </summary>
    public static T? FirstOver<T>(IEnumerable<(T From, T Until)> ranges, int most)
        where T : struct, IComparable<T>
    {
        var events = new List<(T At, int Change)>();
        foreach (var (from, until) in ranges)
        {
            if (from.CompareTo(until) < 0)
            {
                events.Add((from, 1));
                events.Add((until, -1));
            }
        }

        // One may begin when the next ends: at the same instant ends come first.
        events.Sort((a, b) => a.At.CompareTo(b.At) is var order && order != 0 ? order : a.Change.CompareTo(b.Change));
        var now = 0;
        foreach (var (at, change) in events)
        {
            now += change;
            if (now > most)
            {
                return at;
            }
        }

        return null;
    }
}
