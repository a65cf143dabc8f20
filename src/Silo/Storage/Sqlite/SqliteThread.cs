namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>
/// A thread of its own for one connection: SQLite's calls block, and must not block the threads that grains run on. It
/// takes all jobs that wait and hands them over together.
/// </summary>
internal sealed class SqliteThread<TJob>
{
    private readonly object _gate = new();
    private readonly Action<List<TJob>> _work;
    private readonly Action _close;
    private readonly int _mostWaiting;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<TJob> _waiting = [];
    private bool _stopping;

    /// <param name="name">What the thread is called in a debugger.</param>
    /// <param name="mostWaiting">Further jobs are refused.</param>
    /// <param name="work">Does all jobs in order. It throws nothing.</param>
    /// <param name="close">Runs on the thread, at its end.</param>
    public SqliteThread(string name, int mostWaiting, Action<List<TJob>> work, Action close)
    {
        _mostWaiting = mostWaiting;
        _work = work;
        _close = close;
        new Thread(Run) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>False where too much waits, or the thread is stopping.</summary>
    public bool TryPost(TJob job)
    {
        lock (_gate)
        {
            if (_stopping || _waiting.Count >= _mostWaiting)
            {
                return false;
            }

            _waiting.Add(job);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Refuses further jobs; completes when those that wait are done and the connection is closed.</summary>
    public Task Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        return _ended.Task;
    }

    private void Run()
    {
        var jobs = new List<TJob>();
        while (TakeAll(ref jobs))
        {
            _work(jobs);
            jobs.Clear();
        }

        _close();
        _ended.SetResult();
    }

    private bool TakeAll(ref List<TJob> jobs)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping)
            {
                Monitor.Wait(_gate);
            }

            (jobs, _waiting) = (_waiting, jobs);
            return jobs.Count > 0;
        }
    }
}
