using System.Globalization;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>A comparison as a report.</summary>
internal static class ContestPage
{
    private static readonly string[] Parts =
        [Running.Gateway, Running.Silo, Running.DatabaseName, Measurement.Generator];

    public static FiguresPage Of(ContestOutcome outcome)
    {
        var missed = outcome.Verdicts.Where(verdict => !verdict.IsKept).ToList();
        var lies = outcome.Measurements.Count(each => each.PromisesBroken > 0);
        var verdict = lies > 0 ? $"{lies} runs were answered untruly."
            : missed.Count > 0 ? $"Missed: {string.Join("; ", missed.Select(each => each.Gate.Name))}."
            : "Every gate was kept.";
        return new FiguresPage(
            "Comparison", verdict, lies == 0 && missed.Count == 0, Subtitle(outcome),
            [
                Gates(outcome),
                .. outcome.Plan.WithBasis.SelectMany(exercise => Exercise(outcome, exercise)),
                Settings(outcome),
            ]);
    }

    private static string Subtitle(ContestOutcome outcome) => Text(
        $"{outcome.Started:yyyy-MM-dd HH:mm} UTC, {outcome.Plan.Rounds} rounds in {outcome.Seconds / 60:0.0} minutes; ")
        + $"each run {outcome.Plan.Pace.Text}; {outcome.Machine.Cores} cores, shared with the load generator"
        + (outcome.IsInterrupted ? "; interrupted: this is a part" : "");

    private static FiguresSection Gates(ContestOutcome outcome) => new(
        "Gates and goals",
        "Found is the median of the rounds; a ratio is made within each round, of two that ran minutes apart. Below the "
        + "gate the comparison fails; at 100 % the goal is reached.",
        new(
            ["gate", "found", "least–most", "gate", "goal", "of the goal", "verdict"],
            [.. outcome.Verdicts.Select(verdict => ContestTable.Row(verdict))]));

    private static IEnumerable<FiguresSection> Exercise(ContestOutcome outcome, Exercise exercise)
    {
        var figures = outcome.Figures;
        Contestant[] who = [.. outcome.Plan.Contestants.Where(each => figures.Has(each, exercise))];
        string[] names = [.. who.Select(each => each.Text())];
        yield return Section(
            $"{exercise.Text()}: answered per second", $"{Meaning(exercise)} Bars are medians, points the extremes.",
            ChartKind.Bars, "per second", names,
            [
                Line("median", each => each.Rate, spread => spread.Median),
                Line("least", each => each.Rate, spread => spread.Least),
                Line("most", each => each.Rate, spread => spread.Most),
            ]);
        yield return Section(
            $"{exercise.Text()}: processor time per request",
            "Medians of microseconds, by process; the load generator's share belongs to nobody's answer.",
            ChartKind.Stack, "µs", names,
            [.. Parts.Select(part => Line(part, each => Used(each, part), spread => spread.Median))]);
        yield return Section(
            $"{exercise.Text()}: waiting",
            "Medians of the rounds' percentiles, in milliseconds from the intended time.",
            ChartKind.Points, "ms", names,
            [
                Line("won p50", each => Waited(each, Outcome.Won)?.P50, spread => spread.Median),
                Line("won p99", each => Waited(each, Outcome.Won)?.P99, spread => spread.Median),
                Line("taken p50", each => Waited(each, Outcome.Taken)?.P50, spread => spread.Median),
                Line("taken p99", each => Waited(each, Outcome.Taken)?.P99, spread => spread.Median),
            ]);

        ChartSeries Line(string name, Func<Measurement, double?> value, Func<Spread, double> which) => new(
            name,
            [.. who.Select(each => figures.Over(each, exercise, value) is { } found ? which(found) : (double?)null)]);
    }

    private static FiguresSection Section(
        string title, string text, ChartKind kind, string unit, string[] names, ChartSeries[] series)
    {
        ChartSeries[] there = [.. series.Where(each => each.Values.Any(value => value is not null))];
        return new FiguresSection(
            title, text,
            new(
                ["", .. there.Select(each => each.Name)],
                [.. names.Select((name, i) => (string[])[name, .. there.Select(each => Number(each.Values[i]))])]),
            new FiguresChart { Kind = kind, Unit = unit, Names = names, Series = there });
    }

    private static FiguresSection Settings(ContestOutcome outcome) => new(
        "Machine and settings",
        "PostgreSQL as it comes, with commits flushed; all programs are release builds that ran one after the other.",
        new(
            ["what", "value"],
            [
                ["machine", outcome.Machine.Processor], ["system", outcome.Machine.System],
                ["memory", Text($"{outcome.Machine.MemoryGigabytes} GB")], ["runtime", outcome.Machine.Runtime],
                ["version", outcome.Machine.Tool], ["order's seed", Text($"{outcome.Plan.Seed}")],
                ["load before the runs", Text($"{outcome.Measurements.Max(each => each.Load):0.0} at most")],
                .. outcome.Database.Select(each => (string[])[$"PostgreSQL: {each.Key}", each.Value]),
            ]));

    private static string Meaning(Exercise exercise) => exercise switch
    {
        Comparison.Exercise.Book => "Everybody wins: distinct patients and slots over 500 blocks.",
        Comparison.Exercise.Hot => "Everybody wins in one block of capacity 500.",
        Comparison.Exercise.Rush => "Fifty ask for every slot of 20 blocks: winners and refusals together.",
        Comparison.Exercise.Browse => "700 searches to one booking.",
        Comparison.Exercise.Move => "People reschedule between two blocks, back and forth.",
        Comparison.Exercise.BookHalf => "Bookings arriving at half of the highest rate.",
        Comparison.Exercise.RushHalf => "A rush arriving at half of the highest rate.",
        Comparison.Exercise.Among => "Bookings among searches, arriving at half of the highest rate.",
        Comparison.Exercise.Alone => "The same bookings without the searches.",
    };

    private static double? Used(Measurement measurement, string part) =>
        measurement.Cpu.TryGetValue(part, out var used) ? used : null;

    private static Wait? Waited(Measurement measurement, Outcome outcome) =>
        measurement.Waits.GetValueOrDefault(outcome);

    private static string Number(double? value) => value is { } number
        ? number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture)
        : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
