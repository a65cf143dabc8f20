namespace Scheduling.Cluster.Tests.Embedded;

/// <summary>However a process ends, whoever was told "booked" is booked, and nobody else has the slot.</summary>
public sealed class StoppedMidRushTests
{
    [Fact]
    public async Task Kill_mid_rush_loses_nothing_that_was_promised()
    {
        using var folder = new Folder();
        await using var killed = await folder.Start();
        var rush = await Rush.Prepare(killed.Address, folder.Tokens);
        var sending = rush.Send(killed.Address);
        await rush.Underway.WaitAsync(TimeSpan.FromSeconds(30));

        await killed.Kill();
        await sending;

        Assert.NotEqual(0, rush.InDoubt);
        await using var next = await folder.Start();
        await rush.Send(next.Address);
        Assert.Null(rush.Result.Surprise);
        Assert.Empty(await rush.Audit(next.Address));
    }

    [Fact]
    public async Task Interrupt_mid_rush_finishes_what_it_answers_and_exits_with_zero()
    {
        using var folder = new Folder();
        await using var stopped = await folder.Start();
        var rush = await Rush.Prepare(stopped.Address, folder.Tokens);
        var sending = rush.Send(stopped.Address);
        await rush.Underway.WaitAsync(TimeSpan.FromSeconds(30));

        stopped.Interrupt();
        var exitCode = await stopped.End();
        await sending;

        Assert.Equal(0, exitCode);
        Assert.Equal("", stopped.Error);
        await using var next = await folder.Start();
        await rush.Send(next.Address);
        Assert.Empty(await rush.Audit(next.Address));
    }
}
