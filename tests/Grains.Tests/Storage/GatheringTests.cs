using Microsoft.Extensions.Time.Testing;
using Scheduling.Silo.Storage;

namespace Scheduling.Grains.Tests.Storage;

public sealed class GatheringTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly Gathering gathering;

    public GatheringTests() => gathering = new Gathering(Interval, enough: 20, time);

    [Fact]
    public void Rest_of_the_first_and_after_few_is_none()
    {
        Assert.True(gathering.Rest(1).IsCompleted);
        gathering.Go(3);

        Assert.True(gathering.Rest(3).IsCompleted);
    }

    [Fact]
    public async Task Rest_after_many_lasts_until_the_interval_from_their_start_is_over()
    {
        gathering.Go(4);
        time.Advance(Tick);
        var rest = gathering.Rest(1);
        time.Advance(Interval - (2 * Tick));
        Assert.False(rest.IsCompleted);

        time.Advance(Tick);

        await rest;
        Assert.True(gathering.Rest(1).IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Rest_where_nobody_waits_or_enough_do_is_none(int waiting)
    {
        gathering.Go(100);

        Assert.True(gathering.Rest(waiting).IsCompleted);
    }

    [Fact]
    public void Rest_of_no_interval_is_none()
    {
        var none = new Gathering(TimeSpan.Zero, enough: 20, time);
        none.Go(100);

        Assert.True(none.Rest(1).IsCompleted);
    }
}
