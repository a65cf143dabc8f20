namespace Scheduling.BookingRush;

/// <summary>Processor time that processes have used, user and system together.</summary>
internal static class ProcessorTime
{
    /// <summary>Linux counts it in hundredths of a second.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan Own => Environment.CpuUsage.TotalTime;

    /// <returns>Nothing where there is no process.</returns>
    public static TimeSpan? Of(int? process) =>
        process is { } id && Read(id) is { } stat ? Length(stat.Ticks) : null;

    /// <summary>
    /// Of a process, of its living children and of those that have ended: a database server's is spread over one process
    /// per connection.
    /// </summary>
    /// <exception cref="UsageException">There is no such process.</exception>
    public static TimeSpan OfFamily(int process)
    {
        var root = Read(process) ?? throw new UsageException($"There is no process {process}.");
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .Where(stat => stat?.Parent == process).ToList();
        return Length(root.Ticks + root.ChildrenTicks + children.Sum(child => child!.Value.Ticks));
    }

    /// <returns>Nothing where there is no such process any more.</returns>
    private static ProcessStat? Read(int process)
    {
        try
        {
            return ProcessStat.Parse(File.ReadAllText($"/proc/{process}/stat"));
        }
        catch (IOException)
        {
            // It has ended between being seen and being read; its parent has its time now.
            return null;
        }
    }

    private static TimeSpan Length(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);
}
