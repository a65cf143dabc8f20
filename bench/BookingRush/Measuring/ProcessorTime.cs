using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>Processor time that a process has used, user and system together.</summary>
internal static class ProcessorTime
{
    /// <summary>Linux counts it in hundredths of a second.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan Own => Environment.CpuUsage.TotalTime;

    /// <returns>Nothing where there is no process.</returns>
    public static TimeSpan? Of(int? process)
    {
        if (process is not { } id)
        {
            return null;
        }

        // The second field, the program's name, is in parentheses and may contain anything.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromSeconds((Ticks(fields[11]) + Ticks(fields[12])) / TicksPerSecond);
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
