namespace Scheduling.BookingRush;

/// <summary>What an audit looks at.</summary>
internal enum Rule
{
    /// <summary>Every acknowledged appointment is there.</summary>
    NothingForgotten = 1,

    /// <summary>It is as it was answered.</summary>
    AsAnswered = 2,

    /// <summary>At no instant more appointments than the block's capacity.</summary>
    NoDoubleBooking = 3,

    /// <summary>Nobody is in two places.</summary>
    OnePlacePerPatient = 4,

    /// <summary>Nothing is there that nobody asked for.</summary>
    NothingInvented = 5,

    /// <summary>What is not booked can be booked.</summary>
    NoSlotLost = 6,

    /// <summary>What was in doubt happened wholly or not at all; the key finds out which.</summary>
    DoubtsSettled = 7,

    /// <summary>Whoever heard "taken" heard the truth.</summary>
    RefusalsJustified = 8,
}

/// <summary>What came out of one rule.</summary>
internal sealed record RuleResult
{
    public required Rule Rule { get; init; }

    /// <summary>How many things were looked at; 0: the rule had nothing to say.</summary>
    public required long Checked { get; init; }

    public required long Broken { get; init; }

    /// <summary>The first faults.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Why something was not looked at.</summary>
    public string? Note { get; init; }
}

internal sealed record AuditResult
{
    /// <summary>What it was checked against.</summary>
    public required string Against { get; init; }

    public required IReadOnlyList<RuleResult> Rules { get; init; }

    /// <summary>Live appointments of this run that are there.</summary>
    public required long Appointments { get; init; }

    public required double Seconds { get; init; }

    public long Broken => Rules.Sum(rule => rule.Broken);
}
