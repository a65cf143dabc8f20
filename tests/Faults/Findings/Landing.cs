using System.Globalization;
using Scheduling.Faults.Injection;

namespace Scheduling.Faults.Findings;

/// <summary>What a fault hit.</summary>
internal sealed class Landing
{
    /// <summary>How much later than the fault itself its traces are looked for, in microseconds.</summary>
    private const long Trace = 2_000_000;

    private readonly FaultReport report;
    private readonly Outage outage;
    private readonly long rushBegan;

    public Landing(FaultReport report, Rush rush, Outage outage, long rushBegan)
    {
        (this.report, this.outage, this.rushBegan) = (report, outage, rushBegan);
        if (report.Began is not { } began)
        {
            return;
        }

        var inFlight = rush.InFlight(began);
        InFlight = inFlight.Count;
        InFlightHit = inFlight.Count(rush.IsHit);
        var within = rush.Within(began, report.Over + Trace).ToList();
        (Lost, HeldUp) = (within.Count(Rush.IsLost), within.Count(rush.IsHeldUp));
        LostTwice = within.Count(change => Rush.IsLost(change) && change.Retries > 0);
        IsEffective = InFlight > 0
            && (report.HasMoved ?? (report.Met is not null || InFlightHit > 0 || Lost + HeldUp > 0));
    }

    public FaultReport Report => report;

    public Outage Outage => outage;

    /// <summary>Changes that were asked for and not answered when it began.</summary>
    public int InFlight { get; }

    /// <summary>Those of them that were in doubt afterwards, or answered much later than usual.</summary>
    public int InFlightHit { get; }

    /// <summary>Changes that were in doubt in its time.</summary>
    public int Lost { get; }

    public int HeldUp { get; }

    /// <summary>Those of them that had been asked for once before: nobody asks a third time.</summary>
    public int LostTwice { get; }

    /// <summary>Whether something was in flight, and it was hit. Else the fault proves nothing.</summary>
    public bool IsEffective { get; }

    public override string ToString()
    {
        var fault = report.Fault;
        var seconds = ((report.Began ?? rushBegan) - rushBegan) / 1e6;
        var met = report.Met is { } at ? $", with a commit's {at.ToString().ToLowerInvariant()} on its way" : "";
        var notes = string.Concat(report.Notes.Select(note => $"; {note}"));
        return report.Began is null
            ? Text($"  {fault.Number,2}. {"",7} {fault.Kind,-15} did not come to it{notes}")
            : Text($"  {fault.Number,2}. {seconds,6:0.0}s {fault.Kind,-15} {report.Victim,-10} ")
                + (IsEffective ? "hit: " : "INEFFECTIVE: ")
                + Text($"{InFlight} in flight ({InFlightHit} of them hit), {Lost} in doubt, {HeldUp} held up")
                + met + notes
                + Text($"; {outage.Blocks} blocks away, {outage.Longest:0.0} s at most, {outage.Afterwards:0.0} s ")
                + "after it was over";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
