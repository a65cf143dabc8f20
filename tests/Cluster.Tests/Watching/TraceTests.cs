using System.Text.Json;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Watching;

public sealed class TraceTests
{
    private const string Id = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{Id}-b7ad6b7169203331-01";

    [Fact]
    public async Task Trace_goes_from_the_request_through_the_grain_to_the_commit()
    {
        using var folder = new Folder();
        await using var collector = await Collector.Start();

        await Book(folder, "--Telemetry:Otlp:Endpoint", collector.Address, "--Telemetry:Otlp:Protocol", "Http",
            "--Telemetry:Sampling", "1");

        Assert.Equal(1, collector.Count("traces", "commit block"u8));
        Assert.Equal(1, collector.Count("traces", "commit group"u8));
        // Two requests, their grain calls, the commit of the block, the group's: all under the id that the client sent.
        Assert.InRange(collector.Count("traces", Convert.FromHexString(Id)), 6, int.MaxValue);
        Assert.InRange(collector.Count("metrics", "scheduling.decisions"u8), 1, int.MaxValue);
    }

    [Fact]
    public async Task Trace_that_a_client_asks_for_is_sampled_like_any_other()
    {
        using var folder = new Folder();
        await using var collector = await Collector.Start();

        await Book(folder, "--Telemetry:Otlp:Endpoint", collector.Address, "--Telemetry:Otlp:Protocol", "Http",
            "--Telemetry:Sampling", "0");

        Assert.Equal(0, collector.Count("traces", Convert.FromHexString(Id)));
        Assert.InRange(collector.Count("metrics", "scheduling.decisions"u8), 1, int.MaxValue);
    }

    [Fact]
    public async Task Log_as_json_names_the_trace_of_the_request()
    {
        using var folder = new Folder();

        var output = await Book(folder, "--Logging:Format", "json", "--Logging:LogLevel:Scheduling.Grains", "Debug");

        var events = output.Split('\n').Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var booking = events.Where(each => each.GetProperty("Message").GetString()!.StartsWith(
            "Booking ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, booking.Count);
        Assert.All(booking, each => Assert.Contains(
            each.GetProperty("Scopes").EnumerateArray(),
            scope => scope.TryGetProperty("TraceId", out var id) && id.GetString() == Id));
    }

    /// <summary>Stopped politely, so that everything was sent and written.</summary>
    private static async Task<string> Book(Folder folder, params string[] settings)
    {
        await using var gateway = await folder.Start(settings);
        await SmallRush.Run(gateway.Address, folder.Tokens, Parent);
        gateway.Terminate();
        Assert.Equal(0, await gateway.End());
        return gateway.Output;
    }
}
