using System.Globalization;
using Scheduling.Faults.Findings;
using Scheduling.Faults.Plans;
using Scheduling.Faults.Relays;

namespace Scheduling.Faults;

/// <summary>What all runs together have shown.</summary>
internal sealed class Totals(TimeSpan longestOutage)
{
    private readonly List<RunVerdict> runs = [];
    private int unjudged;

    public int ExitCode =>
        runs.Exists(run => run.IsViolation) ? FaultExit.Violation
        : unjudged > 0 ? FaultExit.NotJudged
        : runs.Exists(run => run.Effective == 0) ? FaultExit.NothingHit
        : runs.Exists(run => run.Judgement.Entangled.Count > 0) ? FaultExit.Undecided
        : runs.Exists(run => run.LongestAfterwards > longestOutage.TotalSeconds) ? FaultExit.TooLongAway
        : FaultExit.Fine;

    private IEnumerable<Landing> Landings => runs.SelectMany(run => run.Landings);

    public void Add(RunVerdict run) => runs.Add(run);

    /// <summary>Importing or auditing took too long, as it does on a machine that is busy enough.</summary>
    public void AddUnjudged(int seed, Exception why, TextWriter output)
    {
        unjudged++;
        output.WriteLine($"seed {seed}: could not be judged: {why.Message}");
    }

    public void Tell(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("fault            faults  effective  in doubt     twice  longest outage  after it was over");
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var landings = Landings.Where(landing => landing.Report.Fault.Kind == kind).ToList();
            output.WriteLine(Text($"{kind,-16} {landings.Count,6} {landings.Count(each => each.IsEffective),10} ")
                + Text($"{landings.Sum(each => each.Lost),9} {landings.Sum(each => each.LostTwice),9} ")
                + Text($"{Most(landings, each => each.Longest),13:0.0} s ")
                + Text($"{Most(landings, each => each.Afterwards),16:0.0} s"));
        }

        var late = Landings.Select(landing => landing.Report.Late).Aggregate(default(CommitOutcomes), (sum, each) => sum + each);
        output.WriteLine(Text($"changes that zombies sent late: {late.Lost} lost at the version check, ")
            + Text($"{late.Written} of what nobody had changed since"));
        var broken = runs.Count(run => run.IsViolation);
        output.WriteLine(Text($"broken promises: {(broken == 0 ? "none" : Text($"in {broken}"))} in {runs.Count} runs ")
            + Text($"with {runs.Sum(run => run.Effective)} effective faults ({Landings.Count()} injected, ")
            + Text($"{runs.Sum(run => run.Operations):N0} operations, {runs.Sum(run => run.Doubts):N0} in doubt; ")
            + Text($"{runs.Sum(run => run.Judgement.Entangled.Count)} pages too entangled to be judged)"));
        foreach (var run in runs.Where(run => run.IsViolation || run.Effective == 0))
        {
            output.WriteLine($"again: tests/faults.sh --seed {run.Seed} --minutes 1    left: {run.Folder.FullName}");
        }
    }

    private static double Most(IEnumerable<Landing> landings, Func<Outage, double> seconds) =>
        landings.Select(landing => seconds(landing.Outage)).DefaultIfEmpty().Max();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
