namespace Scheduling.BookingRush;

/// <summary>Takes a book apart into pages: pieces that share a stay, or a time, lie on one.</summary>
internal sealed class Pages
{
    private readonly IReadOnlyList<Piece> pieces;
    private readonly int[] parents;

    private Pages(IReadOnlyList<Piece> pieces)
    {
        this.pieces = pieces;
        parents = [.. Enumerable.Range(0, pieces.Count)];
    }

    public static IEnumerable<Page> Of(string book, IReadOnlyList<Piece> pieces, int capacity, bool remembersEnds)
    {
        var pages = new Pages(pieces);
        pages.JoinStays();
        pages.JoinTimes();
        return Enumerable.Range(0, pieces.Count).GroupBy(pages.Root).Select(group => Describe(new Page
        {
            Of = book,
            Capacity = capacity,
            Pieces = [.. group.Select(index => pieces[index])],
            RemembersEnds = remembersEnds,
        }));
    }

    /// <summary>Finds out of which beginnings nothing else is said, or nothing before they are over.</summary>
    private static Page Describe(Page page)
    {
        var firsts = new Dictionary<int, (long First, long Second, int Count)>();
        foreach (var piece in page.Pieces)
        {
            foreach (var stay in piece.Stays().Distinct())
            {
                var (first, second, count) = firsts.GetValueOrDefault(stay, (long.MaxValue, long.MaxValue, 0));
                firsts[stay] = piece.Low < first ? (piece.Low, first, count + 1)
                    : (first, Math.Min(second, piece.Low), count + 1);
            }
        }

        foreach (var piece in page.Pieces.Where(each => each is { Begins: >= 0, Needs: < 0, Ends.Length: 0 }))
        {
            var (first, second, count) = firsts[piece.Begins];
            piece.IsLonely = count == 1;
            piece.IsPlainBeginning = count == 1 || (first == piece.Low && second >= piece.High);
        }

        return page;
    }

    private void JoinStays()
    {
        var owners = new Dictionary<int, int>();
        for (var index = 0; index < pieces.Count; index++)
        {
            foreach (var stay in pieces[index].Stays())
            {
                if (!owners.TryAdd(stay, index))
                {
                    Join(owners[stay], index);
                }
            }
        }
    }

    private void JoinTimes()
    {
        var byTime = Enumerable.Range(0, pieces.Count)
            .Where(index => pieces[index].Begins >= 0 || pieces[index].IsRefusal)
            .OrderBy(index => pieces[index].Place.From).ToList();
        var (last, until) = (-1, long.MinValue);
        foreach (var index in byTime)
        {
            if (pieces[index].Place.From < until)
            {
                Join(last, index);
            }

            (last, until) = (index, Math.Max(until, pieces[index].Place.To));
        }
    }

    private int Root(int index)
    {
        while (parents[index] != index)
        {
            index = parents[index] = parents[parents[index]];
        }

        return index;
    }

    private void Join(int one, int other) => parents[Root(other)] = Root(one);
}
