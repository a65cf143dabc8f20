using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scheduling.BookingRush;
using Scheduling.Comparison;
using Spectre.Console;

namespace Scheduling.Growth;

/// <summary>How growth is told: on the terminal, as a file, and as a plot.</summary>
internal static class GrowthFiles
{
    /// <returns>The exit code.</returns>
    public static async Task<int> Tell(Terminal terminal, DirectoryInfo folder, GrowthResult result)
    {
        terminal.Console.Write(Figures(result));
        foreach (var bound in result.Bounds)
        {
            var goal = bound.IsGoalReached ? "goal reached" : $"goal {Number(bound.Goal)}";
            var text = $"{bound.Name}: {Number(bound.Found)} of at most {Number(bound.Gate)}, {goal}";
            Action<string> tell = bound.IsKept ? terminal.Say : terminal.Fail;
            tell(text);
        }

        folder.Create();
        var name = $"growth-{result.Name}-{result.Started:yyyyMMdd-HHmmss}.json";
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, name), JsonSerializer.Serialize(result, GrowthJson.Default.GrowthResult));
        var report = Path.Combine(folder.FullName, $"growth-{result.Name}.html");
        await File.WriteAllTextAsync(report, Page(result).Html(name));
        terminal.Say($"report: {report}");
        return result.Bounds.All(bound => bound.IsKept) ? ExitCode.Fine : ExitCode.ThresholdFailed;
    }

    public static FiguresPage Page(GrowthResult result)
    {
        var missed = result.Bounds.Where(bound => !bound.IsKept).Select(bound => bound.Name).ToList();
        return new FiguresPage(
            result.Title, missed.Count == 0 ? "Every bound was kept." : $"Missed: {string.Join("; ", missed)}.",
            missed.Count == 0,
            FormattableString.Invariant($"{result.Started:yyyy-MM-dd HH:mm} UTC, {result.Machine.Cores} cores"),
            [
                new FiguresSection(
                    result.Title, result.Text,
                    new([result.Over, .. result.Columns], [.. result.Points.Select(point => Row(result, point))]),
                    new FiguresChart
                    {
                        Kind = ChartKind.Lines,
                        Unit = result.Unit,
                        Names = [.. result.Points.Select(point => Number(point.At))],
                        Series = [.. result.Columns.Select(column => Line(result, column))],
                        Over = result.Over,
                    }),
                new FiguresSection(
                    "Gates and goals", "What growth may cost at most, and where the product wants to stand.",
                    new(
                        ["bound", "found", "gate", "goal", "verdict"],
                        [.. result.Bounds.Select(bound => (string[])
                            [
                                bound.Name, Number(bound.Found), Number(bound.Gate), Number(bound.Goal),
                                bound.IsGoalReached ? "goal reached" : bound.IsKept ? "kept" : "MISSED",
                            ])])),
            ]);
    }

    private static ChartSeries Line(GrowthResult result, string column) => new(
        column,
        [.. result.Points.Select(point => point.Figures.TryGetValue(column, out var value) ? value : (double?)null)]);

    private static Table Figures(GrowthResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([result.Over, .. result.Columns]);
        foreach (var column in table.Columns)
        {
            column.RightAligned();
        }

        foreach (var point in result.Points)
        {
            table.AddRow(Row(result, point));
        }

        return table;
    }

    private static string[] Row(GrowthResult result, GrowthPoint point) =>
    [
        Number(point.At),
        .. result.Columns.Select(column => point.Figures.TryGetValue(column, out var value) ? Number(value) : ""),
    ];

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GrowthResult))]
internal sealed partial class GrowthJson : JsonSerializerContext;
