using System.Globalization;
using Scheduling.BookingRush;
using Scheduling.Faults.Findings;

namespace Scheduling.Faults;

/// <summary>What a run has shown.</summary>
internal sealed record RunVerdict
{
    private const int MostTold = 5;

    public required int Seed { get; init; }

    /// <summary>With the history and the logs.</summary>
    public required DirectoryInfo Folder { get; init; }

    public required IReadOnlyList<Landing> Landings { get; init; }

    public required IReadOnlyList<string> Deaths { get; init; }

    /// <summary>Seconds in which no silo could have answered, whatever it did.</summary>
    public required double NobodyFor { get; init; }

    public required int Operations { get; init; }

    public required int Doubts { get; init; }

    /// <summary>Requests that were answered neither as asked nor "taken", "come back" or "unknown".</summary>
    public required IReadOnlyList<Operation> Unexpected { get; init; }

    public required AuditResult Audit { get; init; }

    public required Judgement Judgement { get; init; }

    /// <summary>Whether a promise was broken.</summary>
    public bool IsViolation => Audit.Broken > 0 || Judgement.Broken > 0 || Unexpected.Count > 0;

    public int Effective => Landings.Count(landing => landing.IsEffective);

    public double LongestAfterwards => Landings.Select(landing => landing.Outage.Afterwards).DefaultIfEmpty().Max();

    public void Tell(TextWriter output)
    {
        foreach (var landing in Landings)
        {
            output.WriteLine(landing);
        }

        foreach (var death in Deaths)
        {
            output.WriteLine($"  also: {death}");
        }

        if (NobodyFor > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  for {NobodyFor:0.0} s no silo was whole, or the database was away: no outage is counted for that"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {Seed}: {Effective} of {Landings.Count} faults effective, {Operations:N0} operations, {Doubts:N0} ")
            + (IsViolation ? "in doubt; A PROMISE WAS BROKEN" : "in doubt; no promise was broken"));
        foreach (var rule in Audit.Rules.Where(rule => rule.Broken > 0))
        {
            output.WriteLine($"  {rule.Rule}: {rule.Broken} of {rule.Checked}: {string.Join("; ", rule.Faults)}");
        }

        foreach (var contradiction in Judgement.Contradictions)
        {
            output.WriteLine($"  {contradiction}");
        }

        foreach (var operation in Unexpected.Take(MostTold))
        {
            output.WriteLine($"  answered {operation.Status} {operation.Code}, which nobody expects: {operation}");
        }

        foreach (var page in Judgement.Entangled)
        {
            output.WriteLine($"  too entangled to be judged: {page}");
        }
    }
}
