namespace Scheduling.Comparison;

/// <summary>Who does what, and how often.</summary>
/// <param name="Contestants">Who.</param>
/// <param name="Exercises">What; those that a contestant cannot do it is not asked for.</param>
/// <param name="Pace">How long.</param>
/// <param name="Rounds">How often.</param>
/// <param name="Seed">Of the order.</param>
internal sealed record Plan(
    IReadOnlyList<Contestant> Contestants, IReadOnlyList<Exercise> Exercises, Pace Pace, int Rounds, int Seed)
{
    /// <summary>Everything that is run at a part of a rate needs who finds that rate.</summary>
    public IReadOnlyList<Exercise> WithBasis { get; } =
    [
        .. Exercises.Concat(Exercises.Select(each => ExerciseForm.Of(each).Basis).OfType<Exercise>())
            .Distinct().Order(),
    ];

    /// <summary>Each round in another order, so that nobody always comes after the same.</summary>
    public IEnumerable<Contestant> Order(int round)
    {
        var order = Contestants.ToArray();
        Chance(round).Shuffle(order);
        return order;
    }

    /// <summary>In another order each time, only what needs a rate after what finds it.</summary>
    public IReadOnlyList<Exercise> Order(int round, Contestant contestant)
    {
        var order = contestant.Exercises().Where(WithBasis.Contains).ToArray();
        Chance((round * 100) + (int)contestant).Shuffle(order);
        return [.. order.OrderBy(each => ExerciseForm.Of(each).Basis is not null)];
    }

    /// <summary>Whether what a gate looks at is measured at all.</summary>
    public bool Covers(Gate gate) => Covers(gate.Measured) && (gate.Against is null || Covers(gate.Against));

    private bool Covers(Subject subject) =>
        Contestants.Contains(subject.Who) && WithBasis.Contains(subject.What)
        && subject.Who.Exercises().Contains(subject.What);

    private Random Chance(int number) => new(unchecked((Seed * 7_919) + number));
}
