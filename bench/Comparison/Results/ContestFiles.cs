using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Comparison;

/// <summary>What a comparison leaves.</summary>
internal static class ContestFiles
{
    /// <summary>Of the latest comparison; each one's figures are kept.</summary>
    public const string ReportName = "report.html";

    /// <returns>Where the report is.</returns>
    public static async Task<string> Write(DirectoryInfo folder, ContestOutcome outcome)
    {
        folder.Create();
        var json = JsonSerializer.Serialize(outcome, ContestJson.Default.ContestOutcome);
        var name = $"comparison-{outcome.Started:yyyyMMdd-HHmmss}.json";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), json);
        var report = Path.Combine(folder.FullName, ReportName);
        await File.WriteAllTextAsync(report, ContestPage.Of(outcome).Html(name));
        return report;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ContestOutcome))]
internal sealed partial class ContestJson : JsonSerializerContext;
