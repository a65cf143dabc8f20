namespace Scheduling.BookingRush;

/// <summary>How the process ends. A broken invariant outweighs everything else, an interruption a threshold.</summary>
internal static class ExitCode
{
    public const int Fine = 0;
    public const int Usage = 2;

    /// <summary>The gateway did not tell the truth.</summary>
    public const int InvariantBroken = 3;

    /// <summary>Nobody listens, nothing at all was answered, or the audit could not be done.</summary>
    public const int Unreachable = 4;

    /// <summary>Part of a history could not be judged.</summary>
    public const int Undecided = 5;

    public const int ThresholdFailed = 99;
    public const int Interrupted = 130;

    public static int Of(Judgement judgement) => judgement.Broken > 0 ? InvariantBroken
        : judgement.Entangled.Count > 0 ? Undecided
        : Fine;

    public static int Of(
        AuditResult? audit, bool interrupted, bool answered, IEnumerable<ThresholdResult> thresholds) =>
        audit is { Broken: > 0 } ? InvariantBroken
        : interrupted ? Interrupted
        : !answered ? Unreachable
        : thresholds.All(threshold => threshold.IsKept) ? Fine
        : ThresholdFailed;
}
