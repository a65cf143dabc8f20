namespace Scheduling.BookingRush;

/// <summary>
/// Whether the pieces of a page could have taken effect one after the other, each within its time: Wing and Gong's
/// search, as Lowe makes it practical. All ways in which the page may stand are carried along from answer to answer;
/// something takes effect only when its own answer, or another one, cannot be explained without it, and an answer that
/// changes nothing is true as soon as it can be.
/// </summary>
/// <param name="page">What is judged.</param>
/// <param name="mostSteps">After so many it is given up.</param>
internal sealed class PageJudge(Page page, long mostSteps)
{
    private readonly OpenPieces open = new();
    private List<Standing> standings = [Standing.Empty];
    private long steps;

    /// <summary>The first answer for which there is no explanation; nothing where all have one.</summary>
    /// <exception cref="TooEntangledException">There are too many ways to try.</exception>
    public Piece? FirstContradiction()
    {
        foreach (var (piece, isAnswer) in Events())
        {
            if (!isAnswer)
            {
                open.Open(piece);
                standings = piece.IsChange ? standings : [.. standings.Select(MoreTrue)];
            }
            else if (!Answer(piece))
            {
                return piece;
            }
        }

        return null;
    }

    /// <summary>Who was asked in the very instant of an answer may have come before it.</summary>
    private List<(Piece Piece, bool IsAnswer)> Events()
    {
        const int Asked = 0, Answered = 1, GivenUp = 2;
        var events = new List<(long At, int Kind, int Order, Piece Piece)>(2 * page.Pieces.Count);
        foreach (var piece in page.Pieces)
        {
            events.Add((piece.Low, Asked, events.Count, piece));
            if (piece.High < long.MaxValue)
            {
                events.Add((piece.High, piece.IsCertain ? Answered : GivenUp, events.Count, piece));
            }
        }

        events.Sort((a, b) => (a.At, a.Kind, a.Order).CompareTo((b.At, b.Kind, b.Order)));
        return events.ConvertAll(each => (each.Piece, each.Kind != Asked));
    }

    /// <summary>What was in doubt can happen no more from here on, or its answer was given.</summary>
    private bool Answer(Piece piece)
    {
        var number = open.NumberOf(piece);
        if (!piece.IsCertain || standings.TrueForAll(standing => standing.IsDone(number)))
        {
            standings = standings.ConvertAll(standing => standing.Without(number));
            open.Close(piece);
            return true;
        }

        var next = new Frontier(open.Changes());
        foreach (var standing in standings)
        {
            Explain(standing, number, next);
        }

        standings = [.. next.All.Select(standing => standing.Without(number))];
        open.Close(piece);
        return standings.Count > 0;
    }

    /// <summary>Adds every way to go on in which the piece has taken effect, and nothing that could wait.</summary>
    private void Explain(Standing from, int number, Frontier found)
    {
        if (from.IsDone(number))
        {
            found.Add(from);
            return;
        }

        var before = new Precedence(page, open).Before(number, from)
            .Where(other => other != number && open[other].IsChange).ToList();
        var seen = new Frontier(open.Changes());
        var todo = new Stack<Standing>([from]);
        seen.Add(from);
        while (todo.TryPop(out var standing))
        {
            Count();
            if (standing.IsDone(number))
            {
                found.Add(standing);
                continue;
            }

            if (open[number].IsChange && After(standing, number) is { } explained)
            {
                found.Add(explained);
            }

            foreach (var other in Choices(before, standing))
            {
                if (After(standing, other) is { } further && seen.Add(further))
                {
                    todo.Push(further);
                }
            }
        }
    }

    /// <summary>Of beginnings that only differ in when they must have happened, the most urgent is enough.</summary>
    private IEnumerable<int> Choices(List<int> before, Standing standing)
    {
        var left = before.Where(number => !standing.IsDone(number)).ToList();
        return left.Where(number => open[number] is var piece && !left.Exists(other =>
            other != number && open[other] is var rival && rival.Place == piece.Place
            && IsAlike(piece, rival) && (rival.High, other).CompareTo((piece.High, number)) < 0));
    }

    private static bool IsAlike(Piece piece, Piece rival) =>
        (piece.IsPlainBeginning && rival.IsPlainBeginning && piece.IsCertain && rival.IsCertain)
        || (piece.IsLonely && rival.IsLonely && !piece.IsCertain);

    private Standing? After(Standing standing, int number) =>
        !open.IsTooEarly(open[number], standing) && page.After(standing, open[number]) is { } after
            ? MoreTrue(after.With(number))
            : null;

    private Standing MoreTrue(Standing standing)
    {
        foreach (var number in open.Numbers)
        {
            if (open[number] is { IsChange: false } answer && !standing.IsDone(number) && page.IsTrue(standing, answer))
            {
                standing = standing.With(number);
            }
        }

        return standing;
    }

    private void Count()
    {
        if (++steps > mostSteps)
        {
            throw new TooEntangledException();
        }
    }
}

/// <summary>A part of a history could be explained in too many ways to try them all.</summary>
internal sealed class TooEntangledException : Exception;
