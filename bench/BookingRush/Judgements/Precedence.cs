namespace Scheduling.BookingRush;

/// <summary>
/// Which open pieces may have to take effect before a certain one. All others can as well wait: where a piece neither
/// makes another one possible nor is made impossible by it, the other one can just as well go first.
/// </summary>
internal sealed class Precedence(Page page, OpenPieces open)
{
    /// <summary>The piece itself is the first one.</summary>
    public List<int> Before(int number, Standing standing)
    {
        var found = new List<int> { number };
        var others = open.Numbers.Where(other => other != number && !standing.IsDone(other)).ToList();
        for (var next = 0; next < found.Count; next++)
        {
            var later = open[found[next]];
            for (var i = others.Count - 1; i >= 0; i--)
            {
                if (Matters(open[others[i]], later, standing))
                {
                    found.Add(others[i]);
                    others.RemoveAt(i);
                }
            }
        }

        return found;
    }

    private bool Matters(Piece earlier, Piece later, Standing standing) =>
        (earlier.IsChange || later.IsChange) && (HaveStayInCommon(earlier, later) || (earlier, later) switch
        {
            ({ IsChange: true }, { IsChange: true }) => MakesRoom(earlier, later, standing),
            ({ IsChange: true }, { IsRefusal: true }) => Fills(earlier, later),
            ({ IsRefusal: true }, { IsChange: true }) => MakesRoom(later, earlier, standing),
            _ => false,
        });

    private static bool Fills(Piece change, Piece refusal) =>
        change.Begins >= 0 && change.Place.Overlaps(refusal.Place);

    /// <summary>Whether a stay ends that is or may be at the place of the other.</summary>
    private bool MakesRoom(Piece change, Piece other, Standing standing)
    {
        if (change.Ends.Length == 0 || (other.IsChange && other.Begins < 0))
        {
            return false;
        }

        return open.Numbers.Any(number => open[number] is var beginning && beginning.Begins >= 0
                && Array.IndexOf(change.Ends, beginning.Begins) >= 0 && beginning.Place.Overlaps(other.Place))
            || Array.Exists(change.Ends, stay =>
                standing.PlaceOf(stay) is >= 0 and var place && page.PlaceOf(place).Overlaps(other.Place));
    }

    private static bool HaveStayInCommon(Piece one, Piece other) =>
        one.Stays().Any(stay => other.Stays().Contains(stay));
}
