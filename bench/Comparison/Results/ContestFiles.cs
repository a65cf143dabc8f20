using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Comparison;

/// <summary>What a comparison leaves.</summary>
internal static class ContestFiles
{
    /// <returns>Where the figures are.</returns>
    public static async Task<string> Write(DirectoryInfo folder, ContestOutcome outcome)
    {
        folder.Create();
        var json = JsonSerializer.Serialize(outcome, ContestJson.Default.ContestOutcome);
        var path = Path.Combine(folder.FullName, $"comparison-{outcome.Started:yyyyMMdd-HHmmss}.json");
        await File.WriteAllTextAsync(path, json);
        return path;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ContestOutcome))]
internal sealed partial class ContestJson : JsonSerializerContext;
