using System.Text.Json;
using Scheduling.BookingRush;

namespace Scheduling.Comparison.Tests;

public sealed class CompareCommandTests
{
    /// <summary>Real servers and as little load as there can be: what it finds is no measurement.</summary>
    [Fact]
    public async Task Comparison_at_its_smallest_measures_audits_and_writes_what_it_found()
    {
        var folder = Directory.CreateTempSubdirectory("comparison-test-");
        try
        {
            var code = await Program.Run(
            [
                "--rounds", "1", "--duration", "500ms", "--contestant", "product", "--contestant", "embedded",
                "--exercise", "rush", "--no-gates", "--out", folder.FullName,
            ]);

            Assert.Equal(ExitCode.Fine, code);
            var file = Assert.Single(folder.GetFiles("comparison-*.json"));
            var report = await File.ReadAllTextAsync(Path.Combine(folder.FullName, ContestFiles.ReportName));
            Assert.Contains($"<code>{file.Name}</code>", report, StringComparison.Ordinal);
            using var results = JsonDocument.Parse(await File.ReadAllTextAsync(file.FullName));
            Assert.Equal("on", results.RootElement.GetProperty("database").GetProperty("fsync").GetString());
            var measurements = results.RootElement.GetProperty("measurements").EnumerateArray().ToList();
            Assert.Equal(
                ["Embedded", "Product"],
                measurements.Select(each => each.GetProperty("contestant").GetString()).Order());
            Assert.All(measurements, each => Assert.Equal(0, each.GetProperty("promisesBroken").GetInt64()));
            Assert.All(measurements, each => Assert.True(each.GetProperty("sent").GetInt64() > 0));
            Assert.All(measurements, each =>
                Assert.True(each.GetProperty("cpu").GetProperty(Running.Gateway).GetDouble() > 0));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--duration", "1ms")]
    [InlineData("--contestant", "somebody")]
    [InlineData("--exercise", "push-ups")]
    public async Task Mistake_ends_with_usage_before_anything_starts(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await Program.Run(arguments));
}
