using System.Text.Json.Serialization;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>What a comparison came to: everything that is told.</summary>
internal sealed record ContestOutcome
{
    public required Plan Plan { get; init; }

    public required Machine Machine { get; init; }

    public required DateTimeOffset Started { get; init; }

    public double Seconds { get; init; }

    /// <summary>PostgreSQL's settings that decide what a commit costs.</summary>
    public required IReadOnlyDictionary<string, string> Database { get; init; }

    public required bool IsInterrupted { get; init; }

    public required IReadOnlyList<Measurement> Measurements { get; init; }

    [JsonIgnore]
    public Figures Figures => new(Measurements);

    /// <summary>Of the gates that this comparison could see.</summary>
    public IReadOnlyList<Verdict> Verdicts => [.. Gates.All.Where(Plan.Covers).Select(gate => gate.Judge(Figures))];
}
