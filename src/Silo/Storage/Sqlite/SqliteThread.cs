namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>
/// A thread of its own for one connection: SQLite's calls block, and must not block the threads that grains run on. It
/// takes all jobs that wait and hands them over together.
/// </summary>
internal sealed class SqliteThread<TJob>
{
    private readonly object gate = new();
    private readonly Action<List<TJob>> work;
    private readonly Action close;
    private readonly int mostWaiting;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<TJob> waiting = [];
    private bool stopping;

    /// <param name="name">What the thread is called in a debugger.</param>
    /// <param name="mostWaiting">Further jobs are refused.</param>
    /// <param name="work">Does all jobs in order. It throws nothing.</param>
    /// <param name="close">Runs on the thread, at its end.</param>
    public SqliteThread(string name, int mostWaiting, Action<List<TJob>> work, Action close)
    {
        this.mostWaiting = mostWaiting;
        this.work = work;
        this.close = close;
        new Thread(Run) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>False where too much waits, or the thread is stopping.</summary>
    public bool TryPost(TJob job)
    {
        lock (gate)
        {
            if (stopping || waiting.Count >= mostWaiting)
            {
                return false;
            }

            waiting.Add(job);
            if (waiting.Count == 1)
            {
                Monitor.Pulse(gate);
            }

            return true;
        }
    }

    /// <summary>Refuses further jobs; completes when those that wait are done and the connection is closed.</summary>
    public Task Stop()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }

        return ended.Task;
    }

    private void Run()
    {
        var jobs = new List<TJob>();
        while (TakeAll(ref jobs))
        {
            work(jobs);
            jobs.Clear();
        }

        close();
        ended.SetResult();
    }

    private bool TakeAll(ref List<TJob> jobs)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !stopping)
            {
                Monitor.Wait(gate);
            }

            (jobs, waiting) = (waiting, jobs);
            return jobs.Count > 0;
        }
    }
}
