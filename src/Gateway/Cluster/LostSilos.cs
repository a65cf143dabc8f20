namespace Scheduling.Gateway.Cluster;

/// <summary>
/// Tells whoever waits for an answer that a silo has just gone, long before the answer would be given up.
/// </summary>
internal sealed class LostSilos : IDisposable
{
    // A former one is not disposed: it has no timer, and whoever listens to it has heard what they wait for.
    private CancellationTokenSource next = new();

    /// <summary>Cancelled when the next silo is lost. Every call listens: that costs it no search of who else does.</summary>
    public CancellationToken Next => Volatile.Read(ref next).Token;

    public void Add() => Interlocked.Exchange(ref next, new CancellationTokenSource()).Cancel();

    public void Dispose() => next.Dispose();
}
