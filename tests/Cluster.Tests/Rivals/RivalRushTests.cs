namespace Scheduling.Cluster.Tests.Rivals;

/// <summary>A rival that books twice, or forgets, would be faster than it is.</summary>
public sealed class RivalRushTests
{
    /// <summary>
    /// One winner for every slot of a rush; and of a block with many places at once the last are fought for, and all
    /// are given away.
    /// </summary>
    [Theory]
    [InlineData("row-lock")]
    [InlineData("constraint")]
    [InlineData("stock")]
    public async Task Book_gives_every_place_to_one(string name)
    {
        await using var rival = await RivalProcess.Start(name);

        var rush = await rival.Rush("rush", "--rate", "200", "--duration", "2s");
        var hot = await rival.Rush("hot", "--rate", "300", "--duration", "2s", "--slots", "2", "--connections", "16");

        Assert.Equal((0, 0), (rush.Audit!.Broken, hot.Audit!.Broken));
        Assert.Equal(rush.Slots!.Total, rush.Audit.Appointments);
        Assert.True(rush.Outcomes[BookingRush.Outcome.Taken].Count > 0, "Nobody was refused.");
        Assert.True(hot.Audit.Appointments > 500, "The first time is not full.");
        Assert.Equal(0, await rival.Stop());
    }

    [Theory]
    [InlineData("row-lock")]
    [InlineData("constraint")]
    [InlineData("stock")]
    public async Task Move_leaves_nobody_without_a_time_or_with_two(string name)
    {
        await using var rival = await RivalProcess.Start(name);

        var move = await rival.Rush("move", "--rate", "100", "--duration", "2s", "--blocks", "4", "--slots", "24");
        var browse = await rival.Rush("browse", "--rate", "50", "--duration", "1s", "--blocks", "4", "--slots", "12");

        Assert.Equal((0, 0), (move.Audit!.Broken, browse.Audit!.Broken));
        Assert.True(move.Outcomes[BookingRush.Outcome.Won].Count > 0, "Nobody moved.");
        Assert.True(browse.Outcomes[BookingRush.Outcome.Found].Count > 0, "Nobody found a time.");
    }
}
