namespace Scheduling.Gateway.Admission;

/// <summary>
/// Who waits of one hospital, and whether the line is a crowd that may be worked off or a queue that stands. Each line is
/// judged by itself: a hospital that asks for less than its share keeps its patience beside one that is overrun.
/// </summary>
/// <param name="hospitalId">Whose it is.</param>
/// <param name="burst">Within which a crowd must be worked off.</param>
/// <param name="wait">The most that anybody waits in a queue that stands.</param>
/// <param name="time">The clock.</param>
internal sealed class HospitalLine(int hospitalId, TimeSpan burst, TimeSpan wait, TimeProvider time)
{
    private readonly Queue<Waiter> waiters = new();
    private long since;
    private long? refusedAt;

    public int HospitalId => hospitalId;

    public int Count => waiters.Count;

    /// <summary>What is left of the time to work off the crowd, but never less than anybody may wait.</summary>
    public TimeSpan Allowed(long now)
    {
        var left = burst - time.GetElapsedTime(Since(now), now);
        return left > wait ? left : wait;
    }

    public Waiter Join(long now)
    {
        var waiter = new Waiter(now + Ticks(Allowed(now)) + Ticks(wait));
        since = Since(now);
        waiters.Enqueue(waiter);
        return waiter;
    }

    /// <summary>Takes out who came first.</summary>
    public Waiter Next() => waiters.Dequeue();

    /// <summary>Whether the first one's time is over. Who came later may wait longer.</summary>
    public bool IsLate(long now) => waiters.TryPeek(out var first) && first.Until <= now;

    public void Refused(long now) => (since, refusedAt) = (Since(now), now);

    /// <summary>Whether nothing has to be remembered of it.</summary>
    public bool IsForgotten(long now) => waiters.Count == 0 && !HasJustRefused(now);

    /// <summary>A line that has just refused somebody stands, even if it is empty between two batches of answers.</summary>
    private long Since(long now) => IsForgotten(now) ? now : since;

    private bool HasJustRefused(long now) => refusedAt is { } at && time.GetElapsedTime(at, now) <= burst;

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}

/// <param name="until">The timestamp at which it is refused.</param>
internal sealed class Waiter(long until) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Until => until;
}
