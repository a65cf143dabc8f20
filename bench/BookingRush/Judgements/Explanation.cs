namespace Scheduling.BookingRush;

/// <summary>
/// Finds which answers contradict each other: all others are left in doubt, one part after the other, as long as what
/// is left is still impossible.
/// </summary>
internal static class Explanation
{
    private const long MostSteps = 20_000;
    private const int MostTrials = 300;

    public static Contradiction Of(Page page, Piece impossible)
    {
        var pieces = page.Pieces.Where(piece => piece.Low <= impossible.High).ToList();
        var needed = pieces.Where(piece => piece.IsCertain)
            .OrderBy(piece => piece.IsChange).ThenBy(piece => piece.High).ToList();
        var trials = 0;
        for (var size = needed.Count / 2; size > 0; size /= 2)
        {
            for (var start = 0; start < needed.Count && trials < MostTrials; trials++)
            {
                var fewer = needed.Where((_, index) => index < start || index >= start + size).ToList();
                if (IsImpossible(page, pieces, [.. fewer]))
                {
                    needed = fewer;
                }
                else
                {
                    start += size;
                }
            }
        }

        var told = needed.OrderBy(piece => piece.Low).ToList();
        return new Contradiction(
            $"{page.Of}, around {Story.Of(impossible.Place == default ? PlaceIn(pieces) : impossible.Place)}:",
            [.. told.Select(piece => piece.Source)])
        {
            Lines = [.. told.Select(Story.Of)],
        };
    }

    private static bool IsImpossible(Page page, List<Piece> pieces, HashSet<Piece> certain)
    {
        var relaxed = pieces.Select(piece => certain.Contains(piece) || !piece.IsCertain ? piece : piece.InDoubt())
            .OfType<Piece>().ToList();
        try
        {
            return new PageJudge(page.With(relaxed), MostSteps).FirstContradiction() is not null;
        }
        catch (TooEntangledException)
        {
            return false;
        }
    }

    private static Place PlaceIn(List<Piece> pieces) => pieces.Find(piece => piece.Begins >= 0)?.Place ?? default;
}
