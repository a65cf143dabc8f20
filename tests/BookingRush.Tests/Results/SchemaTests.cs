using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NJsonSchema;

namespace Scheduling.BookingRush.Tests;

/// <summary>Files that other programs read are as their schemas say.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task History_of_a_run_has_the_form_that_its_schema_describes()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.LosesAnswer);
        await RunTests.Run(gateway, folder);
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "history.schema.json"));

        var lines = await File.ReadAllLinesAsync(folder["history.jsonl"]);

        Assert.InRange(lines.Length, 101, 400);
        Assert.All(lines, line => Assert.Empty(schema.Validate(line)));
        Assert.All(HistoryReader.Read(folder["history.jsonl"]), line => Assert.True(line.Invoke <= line.Return));
        Assert.Equal(
            typeof(Operation).GetProperties().Where(member => !member.GetMethod!.IsStatic)
                .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(),
            schema.Properties.Keys.Order());
    }

    [Fact]
    public async Task Summary_schema_is_that_of_this_version()
    {
        var exported = SummaryJson.Default.Summary.GetJsonSchemaAsNode().ToJsonString(Indented);
        var published = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "summary.schema.json"));

        // To publish a new one: copy what is written here, and raise Summary.CurrentVersion where a member went or
        // changed.
        Assert.Equal(exported, JsonNode.Parse(published)!.ToJsonString(Indented));
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };
}
