namespace Scheduling.Faults;

/// <summary>How the program ends. A broken promise outweighs everything else.</summary>
internal static class FaultExit
{
    public const int Fine = 0;
    public const int Usage = 2;

    /// <summary>A promise was broken.</summary>
    public const int Violation = 3;

    /// <summary>A run in which no fault hit anything: it proves nothing.</summary>
    public const int NothingHit = 4;

    /// <summary>Part of a history could not be judged.</summary>
    public const int Undecided = 5;

    /// <summary>A block was away longer than was allowed.</summary>
    public const int TooLongAway = 6;

    /// <summary>A whole run was not judged: importing or auditing took too long.</summary>
    public const int NotJudged = 7;

    public const int Interrupted = 130;
}
