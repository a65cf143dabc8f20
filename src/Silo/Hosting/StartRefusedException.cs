namespace Scheduling.Silo.Hosting;

/// <summary>Why the process does not start, in words for whoever started it: one line, without a stack trace.</summary>
internal sealed class StartRefusedException(string reason, Exception? cause = null) : Exception(reason, cause)
{
    public const int Misconfigured = 1;
    public const int Misused = 2;

    /// <summary>What the process exits with: 1 for its configuration, 2 for how it was called.</summary>
    public int ExitCode { get; init; } = Misconfigured;
}
