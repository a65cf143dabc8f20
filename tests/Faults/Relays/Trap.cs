namespace Scheduling.Faults.Relays;

/// <summary>Catches one commit on its way and keeps it until it is let go, so that a fault finds it there.</summary>
internal sealed class Trap(TrapAt at)
{
    private readonly TaskCompletionSource caught = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int claims;

    public TrapAt At => at;

    public Task Caught => caught.Task;

    /// <summary>Whether this one is caught; a trap catches once.</summary>
    public bool Claim() => Interlocked.Increment(ref claims) == 1;

    /// <returns>Whether what was caught may go on; else its connection is to be cut.</returns>
    public Task<bool> Keep(CancellationToken cut)
    {
        caught.TrySetResult();
        return released.Task.WaitAsync(cut);
    }

    /// <summary>It catches nothing any more; what it has caught goes on, or is lost.</summary>
    public void Release(bool goesOn)
    {
        Interlocked.Increment(ref claims);
        released.TrySetResult(goesOn);
    }
}
