namespace Scheduling.BookingRush.Tests;

public sealed class CompilerTests
{
    [Fact]
    public async Task Rest_goes_on_until_nothing_was_compiled_four_times_in_a_row()
    {
        var counts = new Queue<long>([7, 8, 8, 8, 8, 9, 9, 9, 9, 9]);

        await Compiler.Rest(counts.Dequeue, Immediately.Clock);

        Assert.Empty(counts);
    }

    [Fact]
    public async Task Rest_ends_although_something_is_compiled_all_the_time()
    {
        var looks = 0L;

        await Compiler.Rest(() => ++looks, Immediately.Clock);

        Assert.Equal(81, looks);
    }

    /// <summary>Whatever is waited for is over at once.</summary>
    private sealed class Immediately : TimeProvider
    {
        public static readonly Immediately Clock = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
