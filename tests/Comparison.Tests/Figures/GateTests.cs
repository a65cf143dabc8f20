namespace Scheduling.Comparison.Tests;

public sealed class GateTests
{
    private static readonly Gate Twice = new(
        "twice", new(Contestant.Product, Exercise.Book, Quantity.Rate),
        new(Contestant.Constraint, Exercise.Book, Quantity.Rate), Limit.AtLeast, 2, 4);

    private static readonly Gate Soon = new(
        "soon", new(Contestant.Product, Exercise.Book, Quantity.WonP99), null, Limit.AtMost, 50, 25);

    [Theory]
    [InlineData(199, false, false, 0.4975)]
    [InlineData(200, true, false, 0.5)]
    [InlineData(399, true, false, 0.9975)]
    [InlineData(400, true, true, 1)]
    [InlineData(800, true, true, 2)]
    public void Judge_at_least_is_kept_from_the_gate_on(double rate, bool isKept, bool isReached, double part)
    {
        var figures = Samples.Rates(Exercise.Book, (Contestant.Product, rate), (Contestant.Constraint, 100));

        var verdict = Twice.Judge(figures);

        Assert.Equal((isKept, isReached), (verdict.IsKept, verdict.IsGoalReached));
        Assert.Equal(part, verdict.PartOfGoal!.Value, 6);
    }

    [Theory]
    [InlineData(51, false, false, 25 / 51.0)]
    [InlineData(50, true, false, 0.5)]
    [InlineData(25, true, true, 1)]
    [InlineData(5, true, true, 5)]
    public void Judge_at_most_is_kept_up_to_the_gate(double p99, bool isKept, bool isReached, double part)
    {
        var verdict = Soon.Judge(new([Samples.Measurement(Contestant.Product, Exercise.Book, 1, 1, wonP99: p99)]));

        Assert.Equal((isKept, isReached), (verdict.IsKept, verdict.IsGoalReached));
        Assert.Equal(part, verdict.PartOfGoal!.Value, 6);
    }

    [Theory]
    [InlineData(300, 100, 1_000, true, false)]
    [InlineData(299, 100, 399, true, true)]
    [InlineData(299, 100, 400, false, false)]
    [InlineData(150, 100, 300, true, true)]
    [InlineData(149, 100, 300, false, false)]
    [InlineData(101, 100, 100, true, true)]
    [InlineData(100, 100, 100, false, false)]
    public void Judge_a_multiple_that_asks_for_too_much_is_kept_by_who_is_faster_and_near_the_ceiling(
        double rate, double rival, double floor, bool isKept, bool isByCeiling)
    {
        var gate = Twice with
        {
            Least = 3,
            Ceiling = new(new(Contestant.Floor, Exercise.Book, Quantity.Rate), 0.75, 0.5),
        };

        var verdict = gate.Judge(Samples.Rates(
            Exercise.Book, (Contestant.Product, rate), (Contestant.Constraint, rival), (Contestant.Floor, floor)));

        Assert.Equal((isKept, isByCeiling, false), (verdict.IsKept, verdict.IsKeptByCeiling, verdict.IsGoalReached));
    }

    [Fact]
    public void Judge_a_multiple_without_its_ceiling_measured_is_kept_by_itself_only()
    {
        var gate = Twice with { Ceiling = new(new(Contestant.Floor, Exercise.Book, Quantity.Rate), 0.75, 0.5) };

        var verdict = gate.Judge(Samples.Rates(Exercise.Book, (Contestant.Product, 199), (Contestant.Constraint, 100)));

        Assert.False(verdict.IsKept);
    }

    [Fact]
    public void Judge_what_was_not_measured_is_missed()
    {
        var verdict = Twice.Judge(Samples.Rates(Exercise.Book, (Contestant.Product, 1_000)));

        Assert.Equal((false, false, null), (verdict.IsKept, verdict.IsGoalReached, verdict.PartOfGoal));
    }

    [Fact]
    public void Judge_the_median_decides()
    {
        var figures = new Figures(
        [
            Samples.Measurement(Contestant.Product, Exercise.Book, 1, 1, wonP99: 500),
            Samples.Measurement(Contestant.Product, Exercise.Book, 2, 1, wonP99: 49),
            Samples.Measurement(Contestant.Product, Exercise.Book, 3, 1, wonP99: 10),
        ]);

        Assert.True(Soon.Judge(figures).IsKept);
    }

    [Fact]
    public void All_goals_are_as_far_as_their_gates_and_every_contestant_can_do_what_it_is_measured_in()
    {
        Assert.All(Gates.All, gate => Assert.True(gate.IsKept(gate.Goal, gate.Least), gate.Name));
        Assert.All(
            Gates.All.SelectMany(gate => new[] { gate.Measured, gate.Against, gate.Ceiling?.Of }).OfType<Subject>(),
            subject => Assert.Contains(subject.What, subject.Who.Exercises()));
        Assert.Distinct(Gates.All.Select(gate => gate.Name));
    }
}
