namespace Scheduling.Comparison.Tests;

public sealed class SpreadTests
{
    [Theory]
    [InlineData(new[] { 7.0 }, 7, 7, 7)]
    [InlineData(new[] { 3.0, 1.0 }, 2, 1, 3)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 2, 1, 9)]
    [InlineData(new[] { 4.0, 1.0, 3.0, 100.0 }, 3.5, 1, 100)]
    public void Of_some_values_is_their_middle_and_their_ends(
        double[] values, double median, double least, double most) =>
        Assert.Equal(new Spread(median, least, most, values.Length), Spread.Of(values));

    [Fact]
    public void Of_nothing_is_nothing() => Assert.Null(Spread.Of([]));

    [Fact]
    public void Ratio_is_that_of_each_round_whose_machine_both_shared()
    {
        var figures = new Figures(
        [
            Samples.Measurement(Contestant.Product, Exercise.Book, 1, 400),
            Samples.Measurement(Contestant.Product, Exercise.Book, 2, 100),
            Samples.Measurement(Contestant.Product, Exercise.Book, 3, 1_000),
            Samples.Measurement(Contestant.Floor, Exercise.Book, 2, 200),
            Samples.Measurement(Contestant.Floor, Exercise.Book, 1, 1_000),
        ]);

        var ratio = figures.Ratio(
            new(Contestant.Product, Exercise.Book, Quantity.Rate), new(Contestant.Floor, Exercise.Book, Quantity.Rate));

        Assert.Equal(new Spread(0.45, 0.4, 0.5, 2), ratio);
    }
}
