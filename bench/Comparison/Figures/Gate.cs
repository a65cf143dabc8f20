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
    /// <summary>What nobody can be faster than, and which part of it is enough where the gate asks for most of it.</summary>
    public Ceiling? Ceiling { get; init; }

    public Verdict Judge(Figures figures)
    {
        var found = Against is { } against
            ? figures.Ratio(Measured, against)
            : figures.Over(Measured.Who, Measured.What, each => Measured.Quantity.Of(each));
        return new Verdict(this, found)
        {
            OfCeiling = Ceiling is { } ceiling ? figures.Ratio(Measured, ceiling.Of) : null,
            Asked = Ceiling is { } top && Against is { } rival ? Least * figures.Ratio(rival, top.Of)?.Median : null,
        };
    }

    public bool IsKept(double value, double limit) => Limit switch
    {
        Limit.AtLeast => value >= limit,
        Limit.AtMost => value <= limit,
    };
}

/// <summary>
/// How near to the fastest that anybody can be somebody has to come, where a multiple of a rival's rate is hardly less
/// than that, or more.
/// </summary>
/// <param name="Of">The fastest: the same requests, read, checked and answered, with nothing decided or stored.</param>
/// <param name="TooMuch">The part of it from which on a multiple says little of who is asked for it.</param>
/// <param name="Enough">The part of it that is enough then.</param>
internal sealed record Ceiling(Subject Of, double TooMuch, double Enough);

/// <summary>What became of a gate.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Found">Nothing where it was not measured: then it is not kept.</param>
internal sealed record Verdict(Gate Gate, Spread? Found)
{
    /// <summary>The part of the ceiling that was reached; nothing where there is none, or it was not measured.</summary>
    public Spread? OfCeiling { get; init; }

    /// <summary>The part of the ceiling that the gate asks for, as the rival was found.</summary>
    public double? Asked { get; init; }

    public bool IsKept => IsKeptByItself || IsKeptByCeiling;

    /// <summary>
    /// Whether the gate asks for too much of its ceiling, was not reached, and it is faster all the same, and near
    /// enough to that ceiling.
    /// </summary>
    public bool IsKeptByCeiling => !IsKeptByItself && Found?.Median > 1
        && Gate.Ceiling is { } ceiling && Asked > ceiling.TooMuch && OfCeiling?.Median >= ceiling.Enough;

    public bool IsGoalReached => Found is { } found && Gate.IsKept(found.Median, Gate.Goal);

    /// <summary>How far the way to the goal is gone: 1 at the goal; nothing where that cannot be said.</summary>
    public double? PartOfGoal => Found is not { } found ? null
        : IsGoalReached ? Math.Max(1, Part(found.Median) ?? 1)
        : Part(found.Median);

    private bool IsKeptByItself => Found is { } found && Gate.IsKept(found.Median, Gate.Least);

    private double? Part(double value) => (Gate.Limit, value, Gate.Goal) switch
    {
        (Limit.AtLeast, _, > 0) => value / Gate.Goal,
        (Limit.AtMost, > 0, > 0) => Gate.Goal / value,
        _ => null,
    };
}
