using System.Collections.Immutable;
using System.Diagnostics;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>Writes a group in one transaction; answers one array of outcomes per commit, in their order.</summary>
/// <remarks>
/// Throws <see cref="StoreUnavailableException"/> where nothing was written; after any other one nobody knows.
/// </remarks>
internal delegate Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> WriteGroup(ImmutableArray<PreparedCommit> group);

/// <summary>
/// Gathers what all grains of a silo want to write. The next group goes when the previous one is done, and where many
/// come one by one not before a moment after its start: batching comes from back-pressure first, and a lone commit waits
/// for nothing. Everything else that is written takes its turn too.
/// </summary>
internal sealed class CommitQueue
{
    private readonly CommitQueueOptions options;
    private readonly TimeProvider time;
    private readonly TaskScheduler pumps;
    private readonly WatchedWriter writer;
    private readonly Gathering gathering;
    private readonly Lock gate = new();
    private readonly LinkedList<IQueuedWork> waiting = new();
    private int waitingRows;
    private bool accepts = true;
    private bool pumping;
    private Task pump = Task.CompletedTask;

    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="write">Writes what was gathered.</param>
    /// <param name="pumps">Where the queue's own work runs; nothing: on the thread pool.</param>
    public CommitQueue(CommitQueueOptions options, TimeProvider time, WriteGroup write, TaskScheduler? pumps = null)
    {
        this.options = options;
        this.time = time;
        this.pumps = pumps ?? TaskScheduler.Default;
        writer = new WatchedWriter(write, time);
        gathering = new Gathering(options.GatherTime, options.GatherRows, time);
        StoreInstruments.Watch(this);
    }

    /// <summary>How many rows wait just now: for whoever watches, and not for what must be exact.</summary>
    public int WaitingRows => Volatile.Read(ref waitingRows);

    /// <exception cref="ArgumentException">The commit is empty or at odds with itself.</exception>
    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit)
    {
        var call = new QueuedCommit(new PreparedCommit(commit), time, options.TimeLimit);
        return Enqueue(call, call);
    }

    /// <summary>Runs work on the writer's turn, alone; nothing overtakes it and it overtakes nothing.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="limit">How long the call may take.</param>
    /// <param name="deadline">Not begun at this instant or later.</param>
    public Task<T> Alone<T>(Func<Task<T>> work, TimeSpan limit, DateTimeOffset? deadline = null)
    {
        var call = new QueuedTask<T>(work, time, limit, deadline);
        return Enqueue(call, call);
    }

    /// <summary>Accepts nothing more and empties; what still waits at the stop's time limit fails.</summary>
    public async Task Stop()
    {
        Task emptying;
        lock (gate)
        {
            accepts = false;
            emptying = pump;
        }

        await emptying.WaitAsync(options.StopTimeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            foreach (var work in waiting)
            {
                work.TryWithdraw("The store is closed.");
            }

            waiting.Clear();
            waitingRows = 0;
        }
    }

    private Task<T> Enqueue<T>(TimedCall<T> call, IQueuedWork work)
    {
        lock (gate)
        {
            if (!accepts || waitingRows + work.Rows > Math.Max(options.WaitingRows, work.Rows))
            {
                call.Fail(new StoreUnavailableException(accepts ? "Too much waits." : "The store is closed."));
                return call.Answer;
            }

            work.Place = waiting.AddLast(work);
            waitingRows += work.Rows;
            if (!pumping)
            {
                pumping = true;
                // The pump belongs to the store, not to the grain that happened to come first.
                pump = Task.Factory
                    .StartNew(Pump, CancellationToken.None, TaskCreationOptions.DenyChildAttach, pumps)
                    .Unwrap();
            }
        }

        call.Start(Leave);
        return call.Answer;
    }

    private async Task Pump()
    {
        // It outlives the request that started it, and is no part of its trace.
        Activity.Current = null;
        await gathering.Rest(WaitingRows);
        while (TakeGroup() is { } group)
        {
            gathering.Go(group.RowsTaken);
            try
            {
                await Write(group);
            }
            catch (Exception fault)
            {
                foreach (var work in group.Work)
                {
                    work.Fail(StoreFaults.Copy(fault));
                }
            }

            await gathering.Rest(WaitingRows);
        }
    }

    private async Task Write(CommitGroup group)
    {
        if (group.Alone is { } task)
        {
            await task.Run();
            return;
        }

        var outcomes = await writer.Write([.. group.Commits.Select(queued => queued.Commit)]);
        for (var i = 0; i < group.Commits.Count; i++)
        {
            group.Commits[i].Complete(outcomes[i]);
        }
    }

    private CommitGroup? TakeGroup()
    {
        lock (gate)
        {
            var group = CommitGroup.Take(waiting, options.GroupRows, time.GetUtcNow());
            waitingRows = waiting.Count == 0 ? 0 : waitingRows - group.RowsTaken;
            pumping = !group.IsEmpty;
            return group.IsEmpty ? null : group;
        }
    }

    private void Leave(TimedCall call)
    {
        lock (gate)
        {
            if (call is IQueuedWork { Place.List: { } list } work && list == waiting)
            {
                waiting.Remove(work.Place!);
                waitingRows -= work.Rows;
            }
        }
    }
}
