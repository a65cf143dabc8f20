using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary>A process whose processor time during the measured phase belongs to the result.</summary>
/// <param name="Name">What it is in the result: <c>gateway</c>, <c>database</c>.</param>
/// <param name="Id">Its number; its children count as part of it.</param>
internal sealed record WatchedProcess(string Name, int Id)
{
    /// <param name="text">Such as <c>database=1234</c>.</param>
    /// <exception cref="UsageException">It is not of that form.</exception>
    public static WatchedProcess Parse(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var id]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new WatchedProcess(name, number)
            : throw new UsageException($"--process {text}: write a name and a process id, such as database=1234.");
}

/// <summary>How much processor time some processes use between two moments.</summary>
internal sealed class ProcessorMeter(IReadOnlyList<WatchedProcess> processes)
{
    private readonly List<TimeSpan> before = [.. processes.Select(each => ProcessorTime.OfFamily(each.Id))];

    /// <returns>Seconds by name, since this was made; nothing where nobody is watched.</returns>
    public IReadOnlyDictionary<string, double>? Used() => processes.Count == 0
        ? null
        : processes
            .Select((each, i) => (each.Name, Used: ProcessorTime.OfFamily(each.Id) - before[i]))
            .GroupBy(each => each.Name, each => each.Used.TotalSeconds)
            .ToDictionary(each => each.Key, each => Math.Round(each.Sum(), 3));
}
