using System.Globalization;
using Spectre.Console;

namespace Scheduling.BookingRush;

/// <summary>What people read of overloads.</summary>
internal static class OverloadTable
{
    public static void Write(Terminal terminal, OverloadResult result)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(
            "x capacity", "came/s", "booked/s", "of peak", "refused/s", "other/s", "refused p99 ms", "from intended",
            "booked p99 ms", "gateway cores", "generator");
        for (var column = 0; column < table.Columns.Count; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(Cells(Text($"{row.Factor:0.#}"), row, result.Peak));
        }

        table.AddRow(Cells("10 beside", result.Rush, result.Peak));
        table.AddRow(Cells("1/3 beside", result.Quiet, result.Peak));
        terminal.Say(Text($"capacity {result.Capacity:N0} bookings/s, peak {result.Peak:N0}/s"));
        terminal.Console.Write(table);
        if (result.Cost is var (booking, refusal))
        {
            terminal.Say(Text($"processor time of the gateway: {booking:N0} µs per booking, {refusal:N0} µs per refusal"));
        }

        terminal.Say("beside: two hospitals at once, one wants ten times the capacity, the other a third of it");
        terminal.Say("generator, gateway and database share the machine: the gateway was told to work on few bookings at a");
        terminal.Say("time, so that the machine has room for making and refusing ten times as many");
        result.Faults().ToList().ForEach(terminal.Fail);
    }

    private static string[] Cells(string name, OverloadRow row, double peak) =>
    [
        name, Text($"{row.Offered:N0}"), Text($"{row.Goodput:N0}"), Text($"{row.Goodput / peak:P0}"),
        Text($"{row.Refused:N0}"), Text($"{row.Other:N1}"), Text($"{row.RefusedWithin:N1}"),
        Text($"{row.RefusedSinceIntended:N1}"), Text($"{row.WonWithin:N1}"), Text($"{row.Cores:N2}"),
        Text($"{row.GeneratorShare:P0}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
