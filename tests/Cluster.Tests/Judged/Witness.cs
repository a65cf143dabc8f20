using System.Collections.Concurrent;
using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Judged;

/// <summary>Writes down who asked for what and heard what, and has it judged in the end.</summary>
/// <param name="seed">Keeps the people and blocks of several tests apart.</param>
internal sealed class Witness(int seed)
{
    public const int Blocks = 8;
    public const int Slots = 10;
    public const int Patients = 40;

    private readonly EpochClock clock = new(TimeProvider.System);
    private readonly ConcurrentQueue<Operation> history = [];

    public Plan Plan { get; } = new(seed, Plan.DayAfterTomorrow(TimeProvider.System), SlotMinutes: 10);

    public long Now => At(TimeProvider.System.GetTimestamp());

    /// <summary>A timestamp by the one clock that all of this is written down by.</summary>
    public long At(long timestamp) => clock.At(timestamp);

    public Operation Write(Operation heard)
    {
        history.Enqueue(heard);
        return heard;
    }

    /// <summary>What somebody asked for, as if it had been won.</summary>
    public Operation Asked(Act act, Attempt attempt) => new()
    {
        Worker = 0,
        Phase = PhaseName.Run,
        Visitor = 0,
        Op = act,
        Outcome = BookingRush.Outcome.Won,
        Invoke = Now,
        Return = Now,
        Status = 200,
        Patient = Plan.Patient(attempt.Patient),
        Block = Plan.Block(attempt.Block),
        From = Plan.StartOf(attempt.Slot),
        To = Plan.StartOf(attempt.Slot + 1),
    };

    /// <summary>So long after that nobody may be refused for what has ended before.</summary>
    public static Task UntilRefusalsMustBeNew() =>
        Task.Delay(TimeSpan.FromMicroseconds(RefusalRules.Staleness) * 1.5, TimeProvider.System);

    public static Task Until(DateTimeOffset time) =>
        time - TimeProvider.System.GetUtcNow() is var left && left > TimeSpan.Zero
            ? Task.Delay(left, TimeProvider.System)
            : Task.CompletedTask;

    /// <summary>Whether one clerk with one book could have said all this, and left what is stored.</summary>
    public async Task Judge(string database)
    {
        var scenario = new ScenarioFile { Workload = WorkloadKind.Rush, Blocks = Blocks, Slots = Slots }.Resolve();
        var end = await DatabaseTruth.Open(database, scenario, Plan)
            .List([.. Enumerable.Range(0, Blocks)], CancellationToken.None);
        var judgement = new Judge(new JudgeRules { CapacityOf = _ => 1, ClockDifference = 0 }).Of(history, end);
        Assert.Empty(judgement.Entangled);
        Assert.True(
            judgement.Broken == 0,
            $"No clerk with one book could have answered so:\n{string.Join('\n', judgement.Contradictions)}");
    }
}
