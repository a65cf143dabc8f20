using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>What is needed of a line of <c>/proc/PID/stat</c>.</summary>
/// <param name="Parent">Number of the parent's process.</param>
/// <param name="Ticks">Processor time of the process, user and system together.</param>
/// <param name="ChildrenTicks">That of children that have ended and were waited for.</param>
internal readonly record struct ProcessStat(int Parent, long Ticks, long ChildrenTicks)
{
    public static ProcessStat Parse(string line)
    {
        // The second field, the program's name, is in parentheses and may contain anything.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat(
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            Number(fields[11]) + Number(fields[12]),
            Number(fields[13]) + Number(fields[14]));
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
