using Scheduling.Growth;

namespace Scheduling.Comparison.Tests;

public sealed class HeapTests
{
    private const string Metrics = """
        # TYPE dotnet_gc_last_collection_heap_size_bytes gauge
        dotnet_gc_last_collection_heap_size_bytes{gc_heap_generation="gen0"} 100 1763868000000
        dotnet_gc_last_collection_heap_size_bytes{gc_heap_generation="gen2"} 2.5e3 1763868000000
        dotnet_gc_last_collection_heap_fragmentation_size_bytes{gc_heap_generation="gen2"} 7
        process_open_handles 3
        """;

    [Theory]
    [InlineData("dotnet_gc_last_collection_heap_size_bytes", 2_600)]
    [InlineData("process_open_handles", 3)]
    public void Sum_adds_up_a_metric_of_all_labels(string name, double sum) =>
        Assert.Equal(sum, Heap.Sum(Metrics, name));

    [Fact]
    public void Sum_of_what_is_not_there_is_refused() =>
        Assert.Throws<FormatException>(() => Heap.Sum(Metrics, "dotnet_gc"));

    [Theory]
    [InlineData(null, 18, 100.0, 100.0, 100.0)]
    [InlineData(1.0, 20, 100.0, 100.0, 100.0)]
    [InlineData(1.5, 20, 100.0, 110.0, 150.0)]
    public void Soak_is_judged_once_it_is_steady(double? found, double from, params double[] heaps)
    {
        GrowthPoint[] points =
        [
            new(0, new Dictionary<string, double> { ["heap MB"] = 5 }),
            .. heaps.Select((heap, i) => new GrowthPoint(
                i < heaps.Length - 1 && found is null ? 1 : from + i,
                new Dictionary<string, double> { ["heap MB"] = heap })),
        ];

        Assert.Equal(found, Soak.Bounds(points).SingleOrDefault()?.Found);
    }
}
