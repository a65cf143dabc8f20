using System.Text.Json.Nodes;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The demo hospital with blocks on the days when New York changes its clocks, and in summer.</summary>
public sealed class DaylightDays : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Blocks = new()
    {
        ["2030-03-10"] = "00000000-0000-4000-8000-000020300310",
        ["2030-07-01"] = "00000000-0000-4000-8000-000020300701",
        ["2030-11-03"] = "00000000-0000-4000-8000-000020301103",
    };

    public TestGateway Gateway { get; } = new();

    public async Task InitializeAsync()
    {
        await Gateway.InitializeAsync();
        var file = TestGateway.Demo();
        foreach (var (day, id) in Blocks)
        {
            var block = file["availabilityBlocks"]![0]!.DeepClone();
            (block["id"], block["date"], block["from"], block["to"]) = (id, day, "00:00", "12:00");
            file["availabilityBlocks"]!.AsArray().Add(block);
        }

        await Gateway.Import(file);
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A request for the block of one of these days.</summary>
    public JsonObject On(string day, JsonObject request) => request.With("availabilityBlockId", Blocks[day]);
}
