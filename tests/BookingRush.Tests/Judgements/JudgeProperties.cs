using CsCheck;

namespace Scheduling.BookingRush.Tests;

/// <summary>Histories that one clerk made are accepted; those of a clerk with one fault are not.</summary>
public sealed class JudgeProperties
{
    private static readonly Gen<SyntheticShape> Shapes = Gen.Select(
        Gen.Int[1, 3], Gen.Int[1, 6], Gen.Int[0, 20], Gen.Int[100, 4_000],
        (capacity, patients, inDoubt, call) => new SyntheticShape
        {
            Operations = 120,
            Capacity = capacity,
            Patients = patients,
            InDoubt = inDoubt / 100.0,
            LongestCall = call,
        });

    [Fact]
    public void Of_whatever_one_clerk_decided_is_accepted() => Gen.Select(Shapes, Gen.Int).Sample((shape, seed) =>
    {
        var made = new SyntheticHistory(shape, seed);
        var history = made.Make();
        Assert.Empty(JudgeOf(shape.Capacity).Of(history, made.End).Contradictions);
        Assert.Empty(JudgeOf(shape.Capacity).Of(history).Contradictions);
    }, iter: 50, threads: 1);

    [Theory]
    [InlineData(nameof(Corruption.AckWithoutCommit))]
    [InlineData(nameof(Corruption.MissingVersionCheck))]
    [InlineData(nameof(Corruption.LostRelease))]
    [InlineData(nameof(Corruption.LostHoldRelease))]
    [InlineData(nameof(Corruption.ImmortalHold))]
    [InlineData(nameof(Corruption.MoveCopies))]
    [InlineData(nameof(Corruption.ReplayBooksAgain))]
    [InlineData(nameof(Corruption.StaleList))]
    public void Of_what_a_corrupt_clerk_decided_is_rejected_by_the_answers_alone(string corruption)
    {
        var shape = new SyntheticShape { Operations = 1_000, Slots = 12, InDoubt = 0.01, LongestCall = 500 };
        for (var seed = 1; seed <= 3; seed++)
        {
            var clerk = new CorruptClerk(Enum.Parse<Corruption>(corruption), shape.Capacity);

            var judgement = JudgeOf(shape.Capacity).Of(new SyntheticHistory(shape, seed, clerk).Make());

            Assert.NotEqual(0, judgement.Broken);
        }
    }

    /// <summary>One history, one clock, and refusals that are as true as everything else.</summary>
    private static Judge JudgeOf(int capacity) => new(new JudgeRules
    {
        CapacityOf = _ => capacity,
        Staleness = 0,
        ClockDifference = 0,
        HoldTolerance = 0,
        MostSteps = 20_000,
    });
}
