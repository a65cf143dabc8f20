namespace Scheduling.Gateway.Cluster;

/// <summary>
/// Tells whoever waits for an answer that a silo has just gone, long before the answer would be given up.
/// </summary>
internal sealed class LostSilos
{
    private TaskCompletionSource next = New();

    /// <summary>Completes when the next silo is lost.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Add() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
