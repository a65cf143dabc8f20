using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Diagnostics.NETCore.Client;

namespace Scheduling.Growth;

/// <summary>What a process keeps in memory, looked at from outside.</summary>
/// <param name="Live">Bytes of objects that a full collection has left.</param>
/// <param name="Resident">Bytes that the process has of the machine's memory.</param>
internal sealed partial record Heap(double Live, double Resident)
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>Asks the runtime for a full collection, as profilers do before they look.</summary>
    private const long Collect = 0x80_0000;

    private const string Size = "dotnet_gc_last_collection_heap_size_bytes";
    private const string Fragmented = "dotnet_gc_last_collection_heap_fragmentation_size_bytes";

    /// <summary>After two full collections: what the first one finalizes, the second one frees.</summary>
    public static async Task<Heap> Of(Uri address, int process, CancellationToken stop)
    {
        await CollectAll(process, stop);
        await CollectAll(process, stop);
        using var http = new HttpClient { BaseAddress = address };
        var metrics = await http.GetStringAsync("/metrics", stop);
        return new Heap(Sum(metrics, Size) - Sum(metrics, Fragmented), ResidentBytes(process));
    }

    /// <summary>A Prometheus metric, of all its labels.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static double Sum(string metrics, string name)
    {
        var values = Sample().Matches(metrics).Where(sample => sample.Groups[1].Value == name)
            .Select(sample => double.Parse(sample.Groups[2].Value, CultureInfo.InvariantCulture)).ToList();
        return values.Count > 0 ? values.Sum() : throw new FormatException($"The metrics have no {name}.");
    }

    private static async Task CollectAll(int process, CancellationToken stop)
    {
        var client = new DiagnosticsClient(process);
        var provider = new EventPipeProvider(Runtime, System.Diagnostics.Tracing.EventLevel.Informational, Collect);
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, token: stop);
        var reading = session.EventStream.CopyToAsync(Stream.Null, stop);
        await session.StopAsync(stop);
        await reading;
    }

    private static double ResidentBytes(int process)
    {
        var kilobytes = ResidentLine().Match(File.ReadAllText($"/proc/{process}/status")).Groups[1].Value;
        return 1024 * double.Parse(kilobytes, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^([a-z_]+)(?:\{[^}]*\})? (\S+)", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"^VmRSS:\s+(\d+) kB", RegexOptions.Multiline)]
    private static partial Regex ResidentLine();
}
