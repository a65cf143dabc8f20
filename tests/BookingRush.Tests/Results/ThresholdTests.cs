namespace Scheduling.BookingRush.Tests;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData("won.p99<25ms", true)]
    [InlineData("won.p99<=20ms", false)]
    [InlineData("won.p99<=20.1ms", true)]
    [InlineData("won.p50 < 0.1s", true)]
    [InlineData("won.service.max<5000us", true)]
    [InlineData("won.p99.9<31ms", true)]
    [InlineData("won.rate>=100/s", true)]
    [InlineData("won.count>999", true)]
    [InlineData("error.count<1", true)]
    [InlineData("error.rate<1/s", true)]
    [InlineData("late.p99<1ms", false)]
    [InlineData("cpu<80%", true)]
    [InlineData("cpu<40%", false)]
    [InlineData("taken.p99<25ms", false)]
    public void Judge_measures_what_it_says(string text, bool isKept) =>
        Assert.Equal(isKept, Threshold.Parse(text).Judge(Samples.Summary()).IsKept);

    [Theory]
    [InlineData("")]
    [InlineData("won")]
    [InlineData("won.p99")]
    [InlineData("won.p99<25")]
    [InlineData("won.p98<25ms")]
    [InlineData("sold.p99<25ms")]
    [InlineData("won.rate>3ms")]
    [InlineData("won.count>3/s")]
    [InlineData("cpu<3ms")]
    [InlineData("won<80%")]
    [InlineData("late.rate<3/s")]
    [InlineData("won.p99=25ms")]
    [InlineData("won.p99<1.2.3ms")]
    public void Parse_refuses_what_is_none(string text) => Assert.Throws<UsageException>(() => Threshold.Parse(text));
}
