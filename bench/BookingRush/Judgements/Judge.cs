using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>
/// Decides whether one clerk with one book could have given every answer of a history, each at one instant within its
/// call: per block and per patient, against a book that is kept one request after the other.
/// </summary>
internal sealed class Judge(JudgeRules rules)
{
    private const int MostExplained = 10;

    private readonly List<Contradiction> contradictions = [];
    private readonly List<string> entangled = [];
    private long pages;
    private long broken;

    /// <param name="history">Of all generators together, in any order.</param>
    /// <param name="end">
    /// Everything that was there when all was over, cancelled appointments too; nothing where nobody looked.
    /// </param>
    public Judgement Of(IEnumerable<Operation> history, IReadOnlyCollection<Stored>? end = null)
    {
        var operations = history.ToList();
        operations.Sort((one, other) => (one.Invoke, one.Return).CompareTo((other.Invoke, other.Return)));
        var cases = new Casebook(operations, contradictions);
        if (end is not null)
        {
            var last = operations.Count == 0 ? 0 : operations.Max(each => each.Return);
            FinalState.Tell(cases, end, last + (2 * rules.ClockDifference) + 1);
        }

        broken = contradictions.Count;
        var books = new Books(cases, rules).Write();
        foreach (var (block, pieces) in books.Blocks)
        {
            Read(Pages.Of($"Block {block}", pieces, rules.CapacityOf(block), remembersEnds: false));
        }

        foreach (var (patient, pieces) in books.Patients)
        {
            Read(Pages.Of($"Patient {patient}", pieces, capacity: 1, remembersEnds: true));
        }

        return new Judgement
        {
            Operations = operations.Count,
            Blocks = books.Blocks.Count,
            Patients = books.Patients.Count,
            Pages = pages,
            Untold = books.Untold,
            Broken = broken,
            Contradictions = contradictions,
            Entangled = entangled,
        };
    }

    private void Read(IEnumerable<Page> some)
    {
        foreach (var page in some)
        {
            pages++;
            try
            {
                if (new PageJudge(page, rules.MostSteps).FirstContradiction() is { } impossible)
                {
                    Fault(page, impossible);
                }
            }
            catch (TooEntangledException)
            {
                entangled.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Of}, {page.Pieces.Count} pieces"));
            }
        }
    }

    private void Fault(Page page, Piece impossible)
    {
        broken++;
        if (contradictions.Count < MostExplained)
        {
            contradictions.Add(Explanation.Of(page, impossible));
        }
    }
}

/// <summary>What a judge found.</summary>
internal sealed record Judgement
{
    public required long Operations { get; init; }

    public required long Blocks { get; init; }

    public required long Patients { get; init; }

    /// <summary>Independent parts of their books, each judged alone.</summary>
    public required long Pages { get; init; }

    /// <summary>Refusals that did not say whether the block or the patient was the reason, and may have had
    /// both.</summary>
    public required long Untold { get; init; }

    public required long Broken { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<Contradiction> Contradictions { get; init; }

    /// <summary>Pages with too many explanations to try them all: of them nothing is said.</summary>
    public required IReadOnlyList<string> Entangled { get; init; }
}
