namespace Scheduling.BookingRush;

/// <summary>What a judge goes by. Times are microseconds.</summary>
internal sealed record JudgeRules
{
    /// <summary>Most appointments and holds at an instant of a block.</summary>
    public required Func<Guid, int> CapacityOf { get; init; }

    /// <summary>A refusal may rest on what was true this long before the request.</summary>
    public long Staleness { get; init; } = RefusalRules.Staleness;

    /// <summary>How far the clocks are apart by which histories were written.</summary>
    public long ClockDifference { get; init; } = 1_000;

    /// <summary>How far the clock by which holds expire is apart from those.</summary>
    public long HoldTolerance { get; init; } = 250_000;

    /// <summary>Ways that are tried to explain one page before it is given up.</summary>
    public long MostSteps { get; init; } = 1_000_000;
}
