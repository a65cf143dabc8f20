using System.Globalization;
using Scheduling.BookingRush;
using Spectre.Console;

namespace Scheduling.Comparison;

/// <summary>The end of a comparison on the terminal.</summary>
internal static class ContestTable
{
    private static readonly string[] Parts =
        [Running.Gateway, Running.Silo, Running.DatabaseName, Measurement.Generator];

    public static void Write(Terminal terminal, ContestOutcome outcome)
    {
        terminal.Console.Write(Figures(outcome.Figures, outcome.Plan));
        terminal.Console.Write(Judged(outcome));
        foreach (var bad in outcome.Measurements.Where(each => each.PromisesBroken > 0))
        {
            terminal.Fail(Text($"{bad.Contestant.Text()} did not tell the truth in round {bad.Round} of ")
                + Text($"{bad.Exercise.Text()}: {bad.PromisesBroken:N0} promises broken"));
        }

        foreach (var missed in outcome.Verdicts.Where(verdict => !verdict.IsKept))
        {
            terminal.Fail($"gate missed: {missed.Gate.Name} is {Value(missed.Found?.Median)}{OfCeiling(missed)}, "
                + $"{Needed(missed.Gate)} is needed");
        }
    }

    public static string Value(double? value) => value is { } number ? Text($"{number:0.###}") : "not measured";

    public static string Side(Gate gate) => gate.Limit switch
    {
        Limit.AtLeast => "at least",
        Limit.AtMost => "at most",
    };

    public static string Needed(Gate gate) => $"{Side(gate)} {Value(gate.Least)}";

    /// <summary>What became of a gate, in words.</summary>
    public static string[] Row(Verdict verdict)
    {
        var (gate, found) = (verdict.Gate, verdict.Found);
        return
        [
            gate.Name, Value(found?.Median), found is null ? "" : $"{Value(found.Least)}–{Value(found.Most)}",
            Needed(gate), Value(gate.Goal),
            verdict.PartOfGoal is { } part ? Text($"{part:P0}") : "",
            verdict.IsGoalReached ? "goal reached"
                : verdict.IsKeptByCeiling ? $"kept{OfCeiling(verdict)}"
                : verdict.IsKept ? "kept" : "MISSED",
        ];
    }

    private static string OfCeiling(Verdict verdict) =>
        verdict is { OfCeiling: { } part, Asked: { } asked, Gate.Ceiling: { } ceiling }
            ? Text($" ({part.Median:P0} of {ceiling.Of.Who.Text()}; the gate asks for {asked:P0})")
            : "";

    private static Table Figures(Figures figures, Plan plan)
    {
        var table = Made(
            "", "", "per second", "least–most", "product is", "CPU µs: gateway", "silo", "database",
            "load generator", "won p50 ms", "p99", "taken p50", "p99");
        foreach (var exercise in plan.WithBasis)
        {
            foreach (var contestant in plan.Contestants.Where(each => figures.Has(each, exercise)))
            {
                table.AddRow([.. Row(figures, contestant, exercise)]);
            }
        }

        return table;
    }

    private static IEnumerable<string> Row(Figures figures, Contestant contestant, Exercise exercise)
    {
        var rate = figures.Over(contestant, exercise, each => each.Rate)!;
        var ratio = figures.Ratio(
            new(Contestant.Product, exercise, Quantity.Rate), new(contestant, exercise, Quantity.Rate));
        yield return exercise.Text();
        yield return contestant.Text();
        yield return Text($"{rate.Median:N0}");
        yield return Text($"{rate.Least:N0}–{rate.Most:N0}");
        yield return ratio is null ? "" : Text($"{ratio.Median:0.00} ×");
        foreach (var part in Parts)
        {
            yield return Cell(each => each.Cpu.TryGetValue(part, out var used) ? used : null, "N0");
        }

        foreach (var outcome in new[] { BookingRush.Outcome.Won, BookingRush.Outcome.Taken })
        {
            yield return Cell(each => each.Waits.GetValueOrDefault(outcome)?.P50, "N1");
            yield return Cell(each => each.Waits.GetValueOrDefault(outcome)?.P99, "N1");
        }

        string Cell(Func<Measurement, double?> value, string format) =>
            figures.Over(contestant, exercise, value)?.Median.ToString(format, CultureInfo.InvariantCulture) ?? "";
    }

    private static Table Judged(ContestOutcome outcome)
    {
        var table = Made("gate", "found", "least–most", "gate", "goal", "of the goal", "");
        outcome.Verdicts.ToList().ForEach(verdict => table.AddRow(Row(verdict)));
        return table;
    }

    private static Table Made(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        foreach (var column in table.Columns.Where(column => columns[table.Columns.ToList().IndexOf(column)] is not ""))
        {
            column.RightAligned();
        }

        table.Columns[0].LeftAligned();
        return table;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
