namespace Scheduling.BookingRush.Tests;

public sealed class CalibrationTests
{
    [Fact]
    public async Task Measure_counts_what_the_responder_answered_and_nothing_else()
    {
        using var responder = new Responder(TimeSpan.Zero, TimeProvider.System);
        _ = responder.Run();

        var result = await CalibrationResult.Measure(
            responder.Address, TimeSpan.FromMilliseconds(200), connections: 4, rate: 100, TimeProvider.System,
                CancellationToken.None);

        Assert.True(result is { PerCore: > 0, Highest: > 0 });
        Assert.Equal(20, result.Latency.Recorded.Sum(pair => pair[1]));
    }
}
