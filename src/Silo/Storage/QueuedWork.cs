using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>A block's commit that waits for a group.</summary>
internal sealed class QueuedCommit(PreparedCommit commit, TimeProvider time, TimeSpan limit)
    : TimedCall<ImmutableArray<ChangeOutcome>>(time, limit, commit.Commit.Deadline), IQueuedWork
{
    public PreparedCommit Commit => commit;

    public LinkedListNode<IQueuedWork>? Place { get; set; }

    public int Rows => commit.Commit.Changes.Length;

    protected override Exception Unanswered() => StoreFaults.Unanswered();
}

/// <summary>Work that goes alone: it waits for all that came before, and all that comes after waits for it.</summary>
internal sealed class QueuedTask<T>(Func<Task<T>> work, TimeProvider time, TimeSpan limit, DateTimeOffset? deadline)
    : TimedCall<T>(time, limit, deadline), IQueuedTask
{
    public LinkedListNode<IQueuedWork>? Place { get; set; }

    public int Rows => 1;

    public async Task Run() => Complete(await work());

    protected override Exception Unanswered() => StoreFaults.Unanswered();
}

internal interface IQueuedWork
{
    /// <summary>What it counts towards the queue's bound.</summary>
    int Rows { get; }

    /// <summary>Where it stands in the queue, so that a withdrawn call leaves without a search.</summary>
    LinkedListNode<IQueuedWork>? Place { get; set; }

    bool TrySend(DateTimeOffset now);

    bool TryWithdraw(string reason);

    void Fail(Exception cause);
}

internal interface IQueuedTask : IQueuedWork
{
    Task Run();
}

internal static class StoreFaults
{
    public static OutcomeUnknownException Unanswered() => new("The store did not answer in time.");

    /// <summary>
    /// The same fault for one of many that wait. What a writer did not expect leaves its outcome unknown.
    /// </summary>
    public static Exception Copy(Exception fault) => fault is StoreUnavailableException
        ? new StoreUnavailableException(fault.Message, fault)
        : new OutcomeUnknownException(fault.Message, fault);
}
