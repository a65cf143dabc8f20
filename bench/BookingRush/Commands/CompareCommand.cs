using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Scheduling.BookingRush;

/// <summary><c>compare</c>: what changed from one run to another.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("old") { Description = "A summary.json, or its folder." };
        var now = new Argument<string>("new") { Description = "Another one." };
        var tolerance = new Option<double?>("--tolerance")
        {
            Description = "Fails (99) where a rate or a latency is worse by more percent than this.",
        };
        var command = new Command("compare", "Compares two runs.") { old, now, tolerance };
        command.SetAction((arguments, _) =>
        {
            var terminal = Terminal.Open(isQuiet: false, toError: false);
            return Ending.Of(terminal, (_, _) => Task.FromResult(Compare(
                terminal, ResultFiles.ReadSummary(arguments.GetValue(old)!),
                    ResultFiles.ReadSummary(arguments.GetValue(now)!),
                arguments.GetValue(tolerance) / 100)));
        });
        return command;
    }

    private static int Compare(Terminal terminal, Summary old, Summary now, double? tolerance)
    {
        var figures = Comparison.Of(old, now);
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "old", "new", "change");
        for (var column = 1; column < table.Columns.Count; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var figure in figures.Where(each => each.Old is not null || each.New is not null))
        {
            table.AddRow(
                figure.Name, Text($"{figure.Old:N2}"), Text($"{figure.New:N2}"),
                figure.Change is { } change ? Text($"{change:+0.0%;-0.0%;0.0%}") : "");
        }

        terminal.Console.Write(table);
        Comparison.Differences(old, now).ToList().ForEach(terminal.Warn);
        var worse = tolerance is { } most ? figures.Where(figure => figure.IsWorse(most)).ToList() : [];
        worse.ForEach(figure => terminal.Fail($"{figure.Name} is worse than the tolerance"));
        return worse.Count == 0 ? ExitCode.Fine : ExitCode.ThresholdFailed;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
