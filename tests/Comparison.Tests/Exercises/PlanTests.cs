namespace Scheduling.Comparison.Tests;

public sealed class PlanTests
{
    private static Plan Of(params Exercise[] exercises) =>
        new(Enum.GetValues<Contestant>(), exercises, Pace.Usual, Rounds: 5, Seed: 1);

    [Fact]
    public void Order_of_a_round_has_everybody_and_is_not_always_the_same()
    {
        var plan = Of(Exercise.Book);

        var orders = Enumerable.Range(1, 5).Select(round => plan.Order(round).ToList()).ToList();

        Assert.All(orders, order => Assert.Equal(plan.Contestants, order.Order()));
        Assert.True(orders.Select(order => string.Join(' ', order)).Distinct().Count() > 1);
    }

    [Fact]
    public void Order_of_a_turn_has_what_finds_a_rate_before_what_needs_it()
    {
        var plan = Of(Exercise.Alone, Exercise.RushHalf);

        var order = plan.Order(1, Contestant.Product);

        Assert.Equal([Exercise.Rush, Exercise.Browse, Exercise.RushHalf, Exercise.Alone], order.Order());
        Assert.True(order.ToList().IndexOf(Exercise.Browse) < order.ToList().IndexOf(Exercise.Alone));
        Assert.True(order.ToList().IndexOf(Exercise.Rush) < order.ToList().IndexOf(Exercise.RushHalf));
    }

    [Fact]
    public void Covers_a_gate_only_where_both_sides_are_measured()
    {
        var plan = new Plan([Contestant.Product, Contestant.Constraint], [Exercise.Book], Pace.Quick, 1, 1);

        Assert.Equal(["book ÷ constraint"], Gates.All.Where(plan.Covers).Select(gate => gate.Name));
    }

    [Fact]
    public void RateAfter_is_half_of_what_the_same_turn_found()
    {
        Measurement[] done =
        [
            Samples.Measurement(Contestant.Product, Exercise.Book, 1, 9_000),
            Samples.Measurement(Contestant.Product, Exercise.Browse, 1, 14_020),
        ];

        Assert.Null(ExerciseForm.Of(Exercise.Book).RateAfter(done));
        Assert.Equal(4_500, ExerciseForm.Of(Exercise.BookHalf).RateAfter(done));
        Assert.Equal(7_010, ExerciseForm.Of(Exercise.Among).RateAfter(done));
        Assert.Equal(10, ExerciseForm.Of(Exercise.Alone).RateAfter(done)!.Value, 6);
    }

    [Fact]
    public void Arguments_of_a_rush_at_a_rate_have_as_many_slots_as_fifty_each_leave()
    {
        var arguments = ExerciseForm.Of(Exercise.RushHalf).Arguments(new Pace(TimeSpan.FromSeconds(4)), 5_000).ToList();

        Assert.Equal("20", arguments[arguments.IndexOf("--slots") + 1]);
        Assert.Equal("poisson", arguments[arguments.IndexOf("--arrivals") + 1]);
    }
}
