namespace Scheduling.Comparison;

/// <summary>Which side of a limit is the good one.</summary>
internal enum Limit
{
    AtLeast = 1,
    AtMost = 2,
}

/// <summary>What the comparison fails without, and where the product wants to stand.</summary>
/// <param name="Name">For people.</param>
/// <param name="Measured">Of whom what.</param>
/// <param name="Against">Divided by this; nothing: taken by itself.</param>
/// <param name="Limit">Which side is good.</param>
/// <param name="Least">The gate.</param>
/// <param name="Goal">As far or further than the gate.</param>
internal sealed record Gate(string Name, Subject Measured, Subject? Against, Limit Limit, double Least, double Goal)
{
    public Verdict Judge(Figures figures)
    {
        var found = Against is { } against
            ? figures.Ratio(Measured, against)
            : figures.Over(Measured.Who, Measured.What, each => Measured.Quantity.Of(each));
        return new Verdict(this, found);
    }

    public bool IsKept(double value, double limit) => Limit switch
    {
        Limit.AtLeast => value >= limit,
        Limit.AtMost => value <= limit,
    };
}

/// <summary>What became of a gate.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Found">Nothing where it was not measured: then it is not kept.</param>
internal sealed record Verdict(Gate Gate, Spread? Found)
{
    public bool IsKept => Found is { } found && Gate.IsKept(found.Median, Gate.Least);

    public bool IsGoalReached => Found is { } found && Gate.IsKept(found.Median, Gate.Goal);

    /// <summary>How far the way to the goal is gone: 1 at the goal; nothing where that cannot be said.</summary>
    public double? PartOfGoal => Found is not { } found ? null
        : IsGoalReached ? Math.Max(1, Part(found.Median) ?? 1)
        : Part(found.Median);

    private double? Part(double value) => (Gate.Limit, value, Gate.Goal) switch
    {
        (Limit.AtLeast, _, > 0) => value / Gate.Goal,
        (Limit.AtMost, > 0, > 0) => Gate.Goal / value,
        _ => null,
    };
}
