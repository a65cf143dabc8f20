using System.Globalization;
using Spectre.Console;

namespace Scheduling.BookingRush;

/// <summary>The end of a run on the terminal: forty lines at most.</summary>
internal static class ResultTable
{
    private const int MostFaults = 5;

    public static void Write(Terminal terminal, Summary summary, string? folder)
    {
        var (console, scenario) = (terminal.Console, summary.Setting.Scenario);
        terminal.Say(Text(
            $"{scenario.Name}{(scenario.IsClosed ? " (closed)" : "")}, seed {summary.Setting.Seed}: ")
            + Text($"{summary.Counts.Offered:N0} visitors, {summary.Counts.Sent:N0} requests in {summary.Seconds:0.0} s")
            + (summary.Interrupted ? " (interrupted)" : ""));
        console.Write(Latency(summary));
        terminal.Say(Generator(summary));
        foreach (var (name, seconds) in summary.Processes ?? new Dictionary<string, double>())
        {
            terminal.Say(Text($"{name}: CPU {seconds * 1e6 / Math.Max(1, summary.Counts.Sent):N0} µs per request"));
        }

        if (summary.Slots is { } slots)
        {
            terminal.Say(
                Text($"slots: {slots.Left:N0} of {slots.Total:N0} left; won by who asked first: {First(slots)}"));
        }

        Audit(terminal, summary.Audit);
        foreach (var threshold in summary.Thresholds)
        {
            terminal.Say($"threshold {threshold.Text}: {(threshold.IsKept ? "kept" : "FAILED")} ({Actual(threshold)})");
        }

        summary.Warnings.ToList().ForEach(terminal.Warn);
        summary.Complaints.Take(MostFaults).ToList().ForEach(complaint => terminal.Fail($"unexpected: {complaint}"));
        if (folder is not null)
        {
            terminal.Say($"report: {Path.Combine(folder, ResultFiles.ReportName)}");
        }
    }

    private static Table Latency(Summary summary)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("", "count", "per second", "p50 ms", "p90", "p99", "p99.9", "max", "service p50", "p99");
        for (var column = 1; column < table.Columns.Count; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var (outcome, result) in summary.Outcomes)
        {
            var (latency, service) = (result.Latency, result.Service);
            double[] numbers =
                [latency.P50, latency.P90, latency.P99, latency.P999, latency.Max, service.P50, service.P99];
            table.AddRow([
                Outcomes.Name(outcome), Text($"{result.Count:N0}"), Text($"{result.PerSecond:N1}"),
                .. numbers.Select(number => Text($"{number:N1}"))]);
        }

        return table;
    }

    private static string Generator(Summary summary)
    {
        var generator = summary.Generator;
        var gateway = generator.GatewayCpuPerRequest is { } cpu ? Text($"; gateway CPU {cpu:N0} µs per request") : "";
        return Text($"generator: late p99 {generator.Late.P99:0.00} ms, CPU {generator.CpuShare:P0} of the machine, ")
            + Text($"{generator.CpuSeconds * 1e6 / Math.Max(1, summary.Counts.Sent):N0} µs per request{gateway}");
    }

    private static void Audit(Terminal terminal, AuditResult? audit)
    {
        if (audit is null)
        {
            terminal.Say("audit: none");
            return;
        }

        terminal.Say(Text($"audit against {audit.Against}: {audit.Appointments:N0} live appointments, ")
            + (audit.Broken == 0 ? "every promise kept" : Text($"{audit.Broken:N0} PROMISES BROKEN")));
        foreach (var rule in audit.Rules.Where(rule => rule.Broken > 0 || rule.Note is not null))
        {
            terminal.Say(Text($"  {Outcomes.Name(rule.Rule)}: {rule.Broken:N0} of {rule.Checked:N0} broken")
                + (rule.Note is { } note ? $" ({note})" : ""));
        }

        audit.Rules.SelectMany(rule => rule.Faults).Take(MostFaults).ToList().ForEach(terminal.Fail);
    }

    private static string First(SlotSummary slots) => slots.WinnersByOrder.Sum() is > 0 and var all
        ? Text($"{(double)slots.WinnersByOrder[0] / all:P1}")
        : "none";

    private static string Actual(ThresholdResult threshold) =>
        threshold.Actual is { } actual ? Text($"{actual:0.###}") : "nothing was measured";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
