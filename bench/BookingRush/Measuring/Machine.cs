using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Scheduling.BookingRush;

/// <summary>Where a run was made, and with what.</summary>
internal sealed record Machine
{
    public required string Name { get; init; }

    public required string System { get; init; }

    public required string Processor { get; init; }

    public required int Cores { get; init; }

    public required double MemoryGigabytes { get; init; }

    /// <summary>
    /// Processes that wanted to run, on average of the minute before; nothing where the system does not say.
    /// </summary>
    public double? LoadBefore { get; init; }

    public required string Runtime { get; init; }

    /// <summary>Version and commit of this program.</summary>
    public required string Tool { get; init; }

    public static Machine This() => new()
    {
        Name = Environment.MachineName,
        System = RuntimeInformation.OSDescription,
        Processor = FirstLine("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        MemoryGigabytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        LoadBefore = Load(),
        Runtime = RuntimeInformation.FrameworkDescription,
        Tool = typeof(Machine)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
    };

    private static double? Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : null;

    private static string? FirstLine(string path, string name) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
            ?.Split(": ", 2)[^1]
        : null;
}
