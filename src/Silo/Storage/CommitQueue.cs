using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>Writes a group in one transaction; answers one array of outcomes per commit, in their order.</summary>
/// <remarks>
/// Throws <see cref="StoreUnavailableException"/> where nothing was written; any other exception means that nobody knows.
/// </remarks>
internal delegate Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> WriteGroup(ImmutableArray<PreparedCommit> group);

/// <summary>
/// Gathers what all grains of a silo want to write. The next group goes as soon as the previous one is done: batching
/// comes from back-pressure, and a lone commit waits for nothing. Everything else that is written takes its turn too.
/// </summary>
internal sealed class CommitQueue(CommitQueueOptions options, TimeProvider time, WriteGroup write)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<IQueuedWork> _waiting = new();
    private int _waitingRows;
    private bool _accepts = true;
    private bool _pumping;
    private Task _pump = Task.CompletedTask;

    /// <exception cref="ArgumentException">The commit is empty or at odds with itself.</exception>
    public Task<ImmutableArray<ChangeOutcome>> Commit(BlockCommit commit)
    {
        var call = new QueuedCommit(new PreparedCommit(commit), time, options.TimeLimit);
        return Enqueue(call, call);
    }

    /// <summary>Runs work on the writer's turn, alone; nothing overtakes it and it overtakes nothing.</summary>
    public Task<T> Alone<T>(Func<Task<T>> work, TimeSpan limit)
    {
        var call = new QueuedTask<T>(work, time, limit);
        return Enqueue(call, call);
    }

    /// <summary>Accepts nothing more and empties; what still waits at the stop's time limit fails.</summary>
    public async Task Stop()
    {
        Task pump;
        lock (_gate)
        {
            _accepts = false;
            pump = _pump;
        }

        await pump.WaitAsync(options.StopTimeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            foreach (var work in _waiting)
            {
                work.TryWithdraw("The store is closed.");
            }

            _waiting.Clear();
            _waitingRows = 0;
        }
    }

    private Task<T> Enqueue<T>(TimedCall<T> call, IQueuedWork work)
    {
        lock (_gate)
        {
            if (!_accepts || _waitingRows + work.Rows > Math.Max(options.WaitingRows, work.Rows))
            {
                call.Fail(new StoreUnavailableException(_accepts ? "Too much waits." : "The store is closed."));
                return call.Answer;
            }

            work.Place = _waiting.AddLast(work);
            _waitingRows += work.Rows;
            if (!_pumping)
            {
                _pumping = true;
                // The pump belongs to the store, not to the grain that happened to come first.
                _pump = Task.Run(Pump);
            }
        }

        call.Start(Leave);
        return call.Answer;
    }

    private async Task Pump()
    {
        while (TakeGroup() is { } group)
        {
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
        }
    }

    private async Task Write(CommitGroup group)
    {
        if (group.Alone is { } task)
        {
            await task.Run();
            return;
        }

        var outcomes = await write([.. group.Commits.Select(queued => queued.Commit)]);
        for (var i = 0; i < outcomes.Length; i++)
        {
            group.Commits[i].Complete(outcomes[i]);
        }
    }

    private CommitGroup? TakeGroup()
    {
        lock (_gate)
        {
            var group = CommitGroup.Take(_waiting, options.GroupRows, time.GetUtcNow());
            _waitingRows = _waiting.Count == 0 ? 0 : _waitingRows - group.RowsTaken;
            _pumping = !group.IsEmpty;
            return group.IsEmpty ? null : group;
        }
    }

    private void Leave(TimedCall call)
    {
        lock (_gate)
        {
            if (call is IQueuedWork { Place.List: { } list } work && list == _waiting)
            {
                _waiting.Remove(work.Place!);
                _waitingRows -= work.Rows;
            }
        }
    }
}
