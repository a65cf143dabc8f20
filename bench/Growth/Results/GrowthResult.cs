using System.Text.Json.Serialization;
using Scheduling.BookingRush;

namespace Scheduling.Growth;

/// <summary>What was measured at one size.</summary>
/// <param name="At">The size.</param>
/// <param name="Figures">By name.</param>
internal sealed record GrowthPoint(double At, IReadOnlyDictionary<string, double> Figures);

/// <summary>What growth may cost at most.</summary>
/// <param name="Name">For people.</param>
/// <param name="Found">What it costs.</param>
/// <param name="Gate">The program fails above it.</param>
/// <param name="Goal">Where the product wants to stand.</param>
internal sealed record Bound(string Name, double Found, double Gate, double Goal)
{
    public bool IsKept => Found <= Gate;

    public bool IsGoalReached => Found <= Goal;
}

/// <summary>Cost against size.</summary>
internal sealed record GrowthResult
{
    /// <summary>Of the command.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What was done, and what the figures mean.</summary>
    public required string Text { get; init; }

    /// <summary>What the size counts.</summary>
    public required string Over { get; init; }

    /// <summary>Of the figures.</summary>
    public required string Unit { get; init; }

    public required DateTimeOffset Started { get; init; }

    public Machine Machine { get; } = Machine.This();

    public required IReadOnlyList<GrowthPoint> Points { get; init; }

    public required IReadOnlyList<Bound> Bounds { get; init; }

    [JsonIgnore]
    public IReadOnlyList<string> Columns =>
        [.. Points.SelectMany(point => point.Figures.Keys).Distinct()];
}
