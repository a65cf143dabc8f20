using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>
/// A call of the store that always ends: with its answer, or at its time limit. It waits, is sent, and ends; whoever
/// moves it on first decides.
/// </summary>
internal abstract class TimedCall(TimeProvider time, TimeSpan limit, DateTimeOffset? deadline)
{
    private const int Waiting = 0;
    private const int Sent = 1;
    private const int Withdrawn = 2;

    private readonly long began = time.GetTimestamp();
    private Action<TimedCall>? leave;
    private ITimer? timer;
    private int state;

    /// <summary>Starts the clock. Before it is sent the call ends at its deadline, afterwards at its limit.</summary>
    /// <param name="leave">Takes a withdrawn call out of its queue.</param>
    public void Start(Action<TimedCall> leave)
    {
        this.leave = leave;
        var due = deadline is { } end ? TimeSpan.FromTicks(Math.Min(limit.Ticks, Until(end).Ticks)) : limit;
        timer = time.CreateTimer(
            static call => ((TimedCall)call!).TimeIsUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(due, Timeout.InfiniteTimeSpan);
        if (HasEnded)
        {
            timer.Dispose();
        }
    }

    /// <summary>Whether the call may be sent: it waits, and its deadline has not passed.</summary>
    public bool TrySend(DateTimeOffset now)
    {
        if (deadline <= now)
        {
            TryWithdraw("The deadline passed before the store could send the commit.");
            return false;
        }

        return Interlocked.CompareExchange(ref state, Sent, Waiting) == Waiting;
    }

    /// <summary>Ends the call where it was not sent; nothing of it was or will be done.</summary>
    public bool TryWithdraw(string reason)
    {
        if (Interlocked.CompareExchange(ref state, Withdrawn, Waiting) != Waiting)
        {
            return false;
        }

        Fail(new StoreUnavailableException(reason));
        return true;
    }

    public abstract void Fail(Exception cause);

    protected abstract bool HasEnded { get; }

    /// <summary>What the caller hears where the call was sent and its answer did not come in time.</summary>
    protected abstract Exception Unanswered();

    protected void StopClock() => timer?.Dispose();

    private void TimeIsUp()
    {
        if (TryWithdraw("The store could not send the call in time."))
        {
            leave!(this);
            return;
        }

        var left = limit - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
        {
            timer?.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        Fail(Unanswered());
    }

    private TimeSpan Until(DateTimeOffset end)
    {
        var left = end - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

/// <inheritdoc/>
internal abstract class TimedCall<T>(TimeProvider time, TimeSpan limit, DateTimeOffset? deadline)
    : TimedCall(time, limit, deadline)
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => completion.Task;

    protected override bool HasEnded => completion.Task.IsCompleted;

    public void Complete(T answer)
    {
        completion.TrySetResult(answer);
        StopClock();
    }

    public override void Fail(Exception cause)
    {
        completion.TrySetException(cause);
        StopClock();
    }
}
