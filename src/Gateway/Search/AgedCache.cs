using System.Collections.Concurrent;

namespace Scheduling.Gateway.Search;

/// <summary>
/// Answers that were read at most some time ago, wherever they were read: one that was old already when it arrived is
/// kept the shorter. Askers of one key share one read; a failed one is told to who waited for it and not remembered.
/// </summary>
/// <param name="age">The oldest that an answer may be.</param>
/// <param name="mostWeight">What all answers together may weigh; where they weigh more all are forgotten.</param>
/// <param name="weigh">What an answer weighs, with its key.</param>
/// <param name="stillHolds">Whether an answer is still true although nothing new was read.</param>
/// <param name="time">The clock.</param>
internal sealed class AgedCache<TKey, T>(
    TimeSpan age, long mostWeight, Func<TKey, T, long> weigh, Func<T, bool> stillHolds, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = [];
    private readonly Lock sweeping = new();
    private long weight;

    public int Count => entries.Count;

    /// <summary>Read after this call began, or at most the age before it is answered.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="read">Reads it, and says how old it is.</param>
    public ValueTask<Aged<T>> Get(TKey key, Func<Task<Aged<T>>> read) =>
        entries.TryGetValue(key, out var known) && known.Answer.IsCompletedSuccessfully
            && known.Answer.Result is var stamped && IsFresh(stamped, time.GetTimestamp())
            ? ValueTask.FromResult(AsOf(stamped, time.GetTimestamp()))
            : new ValueTask<Aged<T>>(Wait(key, read));

    private async Task<Aged<T>> Wait(TKey key, Func<Task<Aged<T>>> read)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            var entry = Current(key, read);
            var stamped = await entry.Answer;
            var now = time.GetTimestamp();
            if (entry.Began >= asked || IsFresh(stamped, now))
            {
                return AsOf(stamped, now);
            }
        }
    }

    private Entry Current(TKey key, Func<Task<Aged<T>>> read)
    {
        while (true)
        {
            if (entries.TryGetValue(key, out var known) && IsWorthWaitingFor(known))
            {
                return known;
            }

            var mine = new Entry(time.GetTimestamp(), new TaskCompletionSource<Stamped>(
                TaskCreationOptions.RunContinuationsAsynchronously));
            if (known is null ? entries.TryAdd(key, mine) : entries.TryUpdate(key, mine, known))
            {
                Interlocked.Add(ref weight, -(known?.Weight ?? 0));
                _ = Run(key, mine, read);
                return mine;
            }
        }
    }

    private async Task Run(TKey key, Entry mine, Func<Task<Aged<T>>> read)
    {
        try
        {
            var answer = await read();
            mine.Weight = weigh(key, answer.Value);
            var total = Interlocked.Add(ref weight, mine.Weight);
            mine.Complete(new Stamped(answer.Value, time.GetTimestamp(), answer.Age));
            if (total > mostWeight)
            {
                Sweep();
            }
        }
        catch (Exception fault)
        {
            // Whoever waits is told; whoever comes next reads again.
            entries.TryRemove(KeyValuePair.Create(key, mine));
            mine.Fail(fault);
        }
    }

    /// <summary>Forgets what is too old, and everything where that is not enough.</summary>
    private void Sweep()
    {
        lock (sweeping)
        {
            var now = time.GetTimestamp();
            Remove(entry => !IsFresh(entry.Answer.Result, now));
            if (Volatile.Read(ref weight) > mostWeight / 2)
            {
                Remove(_ => true);
            }
        }
    }

    private void Remove(Func<Entry, bool> isUnwanted)
    {
        foreach (var pair in entries)
        {
            if (pair.Value.Answer.IsCompletedSuccessfully && isUnwanted(pair.Value) && entries.TryRemove(pair))
            {
                Interlocked.Add(ref weight, -pair.Value.Weight);
            }
        }
    }

    private bool IsWorthWaitingFor(Entry entry) =>
        !entry.Answer.IsCompleted
        || (entry.Answer.IsCompletedSuccessfully && IsFresh(entry.Answer.Result, time.GetTimestamp()));

    private bool IsFresh(Stamped stamped, long now) => AsOf(stamped, now).Age <= age && stillHolds(stamped.Value);

    private Aged<T> AsOf(Stamped stamped, long now) =>
        new(stamped.Value, stamped.Age + time.GetElapsedTime(stamped.Arrived, now));

    private sealed record Stamped(T Value, long Arrived, TimeSpan Age);

    private sealed class Entry(long began, TaskCompletionSource<Stamped> completion)
    {
        public long Began => began;

        public Task<Stamped> Answer => completion.Task;

        public long Weight { get; set; }

        public void Complete(Stamped answer) => completion.SetResult(answer);

        public void Fail(Exception fault)
        {
            completion.SetException(fault);
            // Nobody may be waiting any more; the fault was told to who was.
            _ = completion.Task.Exception;
        }
    }
}

/// <param name="Value">What was read.</param>
/// <param name="Age">How long ago, when it arrived.</param>
internal readonly record struct Aged<T>(T Value, TimeSpan Age);
