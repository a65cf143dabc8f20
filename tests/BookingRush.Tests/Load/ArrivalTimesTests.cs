namespace Scheduling.BookingRush.Tests;

public sealed class ArrivalTimesTests
{
    [Theory]
    [InlineData("Constant", 1_000)]
    [InlineData("Spike", 1_000)]
    [InlineData("Ramp", 1_000)]
    public void Of_shape_has_the_rate_on_average_and_ascends(string shape, int count)
    {
        var times = Times(shape);

        Assert.Equal(count, times.Count);
        Assert.Equal(times.Order(), times);
        Assert.InRange(times[^1], 9.5, 10);
    }

    [Fact]
    public void Of_poisson_is_the_same_for_the_same_seed_and_near_the_rate()
    {
        Assert.Equal(Times("Poisson"), Times("Poisson"));
        Assert.InRange(Times("Poisson").Count, 850, 1_150);
    }

    [Fact]
    public void Of_spike_sends_more_than_half_in_the_second_tenth()
    {
        Assert.InRange(Times("Spike").Count(at => at is >= 1 and < 2), 549, 551);
    }

    [Fact]
    public void Of_ramp_sends_a_quarter_in_the_first_half()
    {
        Assert.InRange(Times("Ramp").Count(at => at < 5), 249, 251);
    }

    private static List<double> Times(string shape) =>
        [.. ArrivalTimes.Of(Enum.Parse<ArrivalShape>(shape), rate: 100, seconds: 10, new Random(1))];
}
