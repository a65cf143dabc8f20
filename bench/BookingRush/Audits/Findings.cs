namespace Scheduling.BookingRush;

/// <summary>Gathers what an audit finds; of each rule only the first faults are kept.</summary>
internal sealed class Findings
{
    private const int MostFaults = 10;

    private readonly Dictionary<Rule, (long Checked, List<string> Faults, long Broken, string? Note)> rules =
        Enum.GetValues<Rule>().ToDictionary(rule => rule, _ => (0L, new List<string>(), 0L, (string?)null));

    public IReadOnlyList<RuleResult> Results => [.. rules.Select(each => new RuleResult
    {
        Rule = each.Key,
        Checked = each.Value.Checked,
        Broken = each.Value.Broken,
        Faults = each.Value.Faults,
        Note = each.Value.Note,
    })];

    public void Check(Rule rule, bool isKept, Func<string> fault)
    {
        var (number, faults, broken, note) = rules[rule];
        if (!isKept && faults.Count < MostFaults)
        {
            faults.Add(fault());
        }

        rules[rule] = (number + 1, faults, broken + (isKept ? 0 : 1), note);
    }

    public void Note(Rule rule, string note) => rules[rule] = rules[rule] with { Note = note };
}
