using Scheduling.BookingRush;

namespace Scheduling.Faults.Findings;

/// <summary>
/// When silos could answer nobody: because a fault had them, or because they had ended by themselves and were not back.
/// Times are microseconds since 1970, by the clock of the history.
/// </summary>
internal sealed class Absences(EpochClock clock)
{
    /// <summary>Of all silos, whoever they are: the database was away.</summary>
    public const string Everybody = "";

    private readonly Lock gate = new();
    private readonly List<(string Silo, long From, long Until)> all = [];

    public long Now => clock.At(TimeProvider.System.GetTimestamp());

    /// <summary>Somebody was away since then, and is back now.</summary>
    public void Add(string silo, long from)
    {
        lock (gate)
        {
            all.Add((silo, from, Now));
        }
    }

    /// <returns>Times at which none of some silos could have answered, in their order; they do not touch.</returns>
    public IReadOnlyList<(long From, long Until)> OfAll(IReadOnlyList<string> silos)
    {
        lock (gate)
        {
            var edges = all.SelectMany(each => (long[])[each.From, each.Until]).Distinct().Order().ToList();
            var alone = new List<(long From, long Until)>();
            foreach (var (from, until) in edges.Zip(edges.Skip(1)).Where(piece => AreAway(silos, piece.First)))
            {
                var joins = alone.Count > 0 && alone[^1].Until == from;
                var began = joins ? alone[^1].From : from;
                alone.RemoveRange(alone.Count - (joins ? 1 : 0), joins ? 1 : 0);
                alone.Add((began, until));
            }

            return alone;
        }
    }

    private bool AreAway(IReadOnlyList<string> silos, long at)
    {
        var away = all.Where(each => each.From <= at && at < each.Until).Select(each => each.Silo).ToHashSet();
        return away.Contains(Everybody) || silos.All(away.Contains);
    }
}
