using System.Globalization;
using Spectre.Console;

namespace Scheduling.BookingRush;

/// <summary>
/// A run as it goes on: one table that is drawn over, or a plain line per second where that cannot be.
/// </summary>
internal sealed class LiveView(Terminal terminal, Scenario scenario)
{
    private LiveDisplayContext? display;

    /// <summary>Shows what <see cref="Show"/> is given until the work is done.</summary>
    public async Task Run(Func<Task> work)
    {
        if (!terminal.IsLive)
        {
            await work();
            return;
        }

        await terminal.Console.Live(new Text("…")).AutoClear(true).StartAsync(async context =>
        {
            display = context;
            await work();
        });
    }

    public void Show(Second second, Totals totals)
    {
        if (display is not null)
        {
            display.UpdateTarget(Draw(second, totals));
        }
        else
        {
            terminal.Report(Line(second));
        }
    }

    private string Line(Second second) => string.Create(CultureInfo.InvariantCulture,
        $"{second.At,6:0.0}s offered {second.Offered}/s sent {second.Sent} won {second.Won} taken {second.Taken} "
        + $"shed {second.Shed} in-doubt {second.InDoubt} error {second.Error} found {second.Found} | "
        + $"{Latency(second)}{SlotsLeft(second)}left {Remaining(second):0}s");

    private Table Draw(Second second, Totals totals)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(string.Create(CultureInfo.InvariantCulture,
            $"{scenario.Name}{(scenario.IsClosed ? " (closed)" : "")}: {Remaining(second):0} s left"));
        table.AddColumns("", "per second", "so far").Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        Row(table, "offered", second.Offered, totals.Offered);
        Row(table, "sent", second.Sent, totals.Sent);
        Row(table, "won", second.Won, totals.Won);
        Row(table, "taken", second.Taken, totals.Taken);
        Row(table, "shed", second.Shed, totals.Shed);
        Row(table, "in doubt", second.InDoubt, totals.InDoubt);
        Row(table, "error", second.Error, totals.Error);
        Row(table, "found", second.Found, totals.Found);
        table.Caption(Latency(second) + SlotsLeft(second));
        return table;
    }

    private static void Row(Table table, string name, long now, long total) => table.AddRow(
        name, now.ToString("N0", CultureInfo.InvariantCulture), total.ToString("N0", CultureInfo.InvariantCulture));

    private static string Latency(Second second) => string.Concat(second.Latency.Select(each =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Outcomes.Name(each.Key)} p50 {each.Value.P50:0.0} p99 {each.Value.P99:0.0} ms · ")));

    private static string SlotsLeft(Second second) => second.SlotsLeft is { } left
        ? string.Create(CultureInfo.InvariantCulture, $"{left:N0} slots left · ")
        : "";

    private double Remaining(Second second) => Math.Max(0, scenario.Duration.TotalSeconds - second.At);
}
