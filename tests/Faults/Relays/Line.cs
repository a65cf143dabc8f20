namespace Scheduling.Faults.Relays;

/// <summary>The network between two processes, as good or as bad as it is told to be.</summary>
internal sealed class Line
{
    private readonly Lock gate = new();
    private readonly HashSet<RelayedConnection> connections = [];
    private TaskCompletionSource? silence;
    private int silences;
    private Trap? trap;
    private long commits;
    private CommitOutcomes outcomes;
    private long delay;

    /// <summary>Commits that have reached this line so far.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>What became of the changes in them, as far as it was answered.</summary>
    public CommitOutcomes Outcomes
    {
        get
        {
            lock (gate)
            {
                return outcomes;
            }
        }
    }

    /// <summary>How much later everything arrives, in each direction.</summary>
    public TimeSpan Delay
    {
        get => new(Interlocked.Read(ref delay));
        set => Interlocked.Exchange(ref delay, value.Ticks);
    }

    /// <summary>
    /// Nothing arrives any more, and nobody is told: connections stay open. Ends when it was resumed as often.
    /// </summary>
    public void Silence()
    {
        lock (gate)
        {
            silences++;
            silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>What was under way arrives late.</summary>
    public void Resume()
    {
        lock (gate)
        {
            if (--silences == 0)
            {
                silence!.SetResult();
                silence = null;
            }
        }
    }

    /// <summary>All its connections are lost, with what was under way on them.</summary>
    public void Cut()
    {
        lock (gate)
        {
            connections.ToList().ForEach(connection => connection.Cut());
        }
    }

    public void Set(Trap next) => Volatile.Write(ref trap, next);

    /// <summary>Completes when the line lets something through.</summary>
    public async ValueTask Pass(CancellationToken cut)
    {
        if (Delay > TimeSpan.Zero)
        {
            await Task.Delay(Delay, TimeProvider.System, cut);
        }

        while (Volatile.Read(ref silence) is { } silent)
        {
            await silent.Task.WaitAsync(cut);
        }
    }

    /// <returns>The trap that has caught what is here.</returns>
    public Trap? Take(TrapAt at)
    {
        if (Volatile.Read(ref trap) is { } set && set.At == at)
        {
            Volatile.Write(ref trap, null);
            return set.Claim() ? set : null;
        }

        return null;
    }

    public void CountCommit() => Interlocked.Increment(ref commits);

    public void Count(CommitOutcomes answered)
    {
        lock (gate)
        {
            outcomes += answered;
        }
    }

    public void Add(RelayedConnection connection)
    {
        lock (gate)
        {
            connections.Add(connection);
        }
    }

    public void Remove(RelayedConnection connection)
    {
        lock (gate)
        {
            connections.Remove(connection);
        }
    }
}
