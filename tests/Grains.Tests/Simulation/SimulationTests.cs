namespace Scheduling.Grains.Tests.Simulation;

/// <summary>The rules and the commit protocol, with crashes between any two steps, for a million steps.</summary>
public sealed class SimulationTests
{
    private const int StepsPerSeed = 50_000;

    /// <summary>
    /// Twenty seeds are a million steps. What ever failed stays: 4, where a stale activation said that a hold was gone.
    /// </summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20).Union(Failed)];

    private static int[] Failed => [4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_any_seed_keeps_every_promise(int seed)
    {
        var result = Simulation.Run(seed, StepsPerSeed);

        Assert.True(result.Broken is null, $"Seed {seed}, step {result.Steps}: {result.Broken}");
        Assert.True(result.Commits > 100, $"Seed {seed} committed {result.Commits}: nothing was tried.");
    }

    [Fact]
    public void Run_the_same_seed_twice_is_the_same_run()
    {
        var first = Simulation.Run(7, 20_000);
        var second = Simulation.Run(7, 20_000);
        var other = Simulation.Run(8, 20_000);

        Assert.Equal(first, second);
        Assert.NotEqual(first.Trace, other.Trace);
    }

    [Theory]
    [InlineData(Defect.BlockVersionIgnored, "P1")]
    [InlineData(Defect.PatientVersionIgnored, "P1")]
    [InlineData(Defect.RoomIgnored, "P1")]
    [InlineData(Defect.LoadedInTwoStatements, "P4")]
    [InlineData(Defect.AnsweredBeforeCommit, "P")]
    [InlineData(Defect.ReleasedBeforeCommit, "P4")]
    [InlineData(Defect.FormerBlockNotRaised, "P4")]
    [InlineData(Defect.MoveCopies, "P5")]
    [InlineData(Defect.RefusedUnconfirmed, "P6")]
    [InlineData(Defect.HoldsOutlive, "P4")]
    [InlineData(Defect.RepeatedUnderAnotherId, "P3")]
    [InlineData(Defect.LoserWrites, "P")]
    public void Run_a_defect_breaks_a_promise(Defect defect, string promise)
    {
        var broken = Enumerable.Range(1, 10)
            .Select(seed => Simulation.Run(seed, StepsPerSeed, defect).Broken)
            .FirstOrDefault(broken => broken?.StartsWith(promise, StringComparison.Ordinal) == true);

        Assert.True(broken is not null, $"{defect} did not break {promise}.");
    }
}
