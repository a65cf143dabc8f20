using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scheduling.Gateway.Search;

/// <summary>
/// Answers that were read at most some time ago, wherever they were read: one that was old already when it arrived is
/// kept the shorter. Askers of one key share one read; a failed one is told to who waited for it and not remembered. What
/// is asked for again and again is read anew before it is too old, so that nobody waits for it.
/// </summary>
/// <param name="age">The oldest that an answer may be.</param>
/// <param name="renewal">When an answer that is asked for is read anew, and given meanwhile.</param>
/// <param name="mostWeight">What all answers together may weigh; where they weigh more all are forgotten.</param>
/// <param name="weigh">What an answer weighs, with its key.</param>
/// <param name="stillHolds">Whether an answer is still true although nothing new was read.</param>
/// <param name="time">The clock.</param>
internal sealed class AgedCache<TKey, T>(
    TimeSpan age, Renewal renewal, long mostWeight, Func<TKey, T, long> weigh, Func<T, bool> stillHolds,
    TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = [];
    private readonly Lock sweeping = new();
    private long weight;

    public int Count => entries.Count;

    /// <summary>Read after this call began, or at most the age before it is answered.</summary>
    /// <param name="key">What is asked for.</param>
    /// <param name="read">
    /// Reads it, and says how old it is; is told how old what it uses may be, which is less where an answer is renewed.
    /// </param>
    /// <param name="mostAge">Where it is to be less than usual.</param>
    public ValueTask<Aged<T>> Get(TKey key, Func<TimeSpan, Task<Aged<T>>> read, TimeSpan? mostAge = null)
    {
        var most = mostAge ?? age;
        if (!entries.TryGetValue(key, out var known) || Fresh(known, most) is not { } answer)
        {
            return new ValueTask<Aged<T>>(Wait(key, read, most));
        }

        if (answer.Age > known.RenewalAge && known.TryRenew(time.GetTimestamp(), renewal.Draw()) is { } next)
        {
            _ = Renew(key, known, next, read);
        }

        return ValueTask.FromResult(answer);
    }

    private async Task<Aged<T>> Wait(TKey key, Func<TimeSpan, Task<Aged<T>>> read, TimeSpan most)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            var entry = Current(key, read, most);
            var answer = AsOf(await entry.Answer, time.GetTimestamp());
            if (entry.Began >= asked || IsFresh(answer, most))
            {
                return answer;
            }
        }
    }

    private Entry Current(TKey key, Func<TimeSpan, Task<Aged<T>>> read, TimeSpan most)
    {
        while (true)
        {
            if (entries.TryGetValue(key, out var known))
            {
                if (IsWorthWaitingFor(known, most))
                {
                    return known;
                }

                if (known.Next is { } next && IsWorthWaitingFor(next, most))
                {
                    return next;
                }
            }

            var mine = new Entry(time.GetTimestamp(), renewal.Draw());
            if (known is null ? entries.TryAdd(key, mine) : entries.TryUpdate(key, mine, known))
            {
                Interlocked.Add(ref weight, -(known?.Weight ?? 0));
                _ = Run(key, mine, () => read(most));
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
            Interlocked.Add(ref weight, mine.Weight);
            mine.Complete(new Stamped(answer.Value, time.GetTimestamp(), answer.Age));
            SweepWhereTooHeavy();
        }
        catch (Exception fault)
        {
            // Whoever waits is told; whoever comes next reads again.
            entries.TryRemove(KeyValuePair.Create(key, mine));
            mine.Fail(fault);
        }
    }

    /// <summary>The known one is answered until the next one is there, and stays where that fails.</summary>
    private async Task Renew(TKey key, Entry known, Entry next, Func<TimeSpan, Task<Aged<T>>> read)
    {
        // Nobody's request waits for it, and it is no part of a trace.
        Activity.Current = null;
        try
        {
            var answer = await read(renewal.MostAge);
            next.Weight = weigh(key, answer.Value);
            next.Complete(new Stamped(answer.Value, time.GetTimestamp(), answer.Age));
            if (entries.TryUpdate(key, next, known))
            {
                Interlocked.Add(ref weight, next.Weight - known.Weight);
                SweepWhereTooHeavy();
            }
        }
        catch (Exception fault)
        {
            // Whoever waits for it is told; whoever comes next tries again, and hears of it once the known one is too old.
            next.Fail(fault);
        }
    }

    /// <summary>Forgets what is too old, and everything where that is not enough.</summary>
    private void SweepWhereTooHeavy()
    {
        if (Volatile.Read(ref weight) <= mostWeight)
        {
            return;
        }

        lock (sweeping)
        {
            Remove(entry => Fresh(entry, age) is null);
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

    private bool IsWorthWaitingFor(Entry entry, TimeSpan most) =>
        !entry.Answer.IsCompleted || Fresh(entry, most) is not null;

    /// <summary>The answer, where it is there and not too old.</summary>
    private Aged<T>? Fresh(Entry entry, TimeSpan most) =>
        entry.Answer.IsCompletedSuccessfully
        && AsOf(entry.Answer.Result, time.GetTimestamp()) is var answer && IsFresh(answer, most)
            ? answer
            : null;

    private bool IsFresh(Aged<T> answer, TimeSpan most) => answer.Age <= most && stillHolds(answer.Value);

    private Aged<T> AsOf(Stamped stamped, long now) =>
        new(stamped.Value, stamped.Age + time.GetElapsedTime(stamped.Arrived, now));

    private sealed record Stamped(T Value, long Arrived, TimeSpan Age);

    private sealed class Entry(long began, TimeSpan renewalAge)
    {
        private readonly TaskCompletionSource<Stamped> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Entry? next;

        public long Began => began;

        public TimeSpan RenewalAge => renewalAge;

        public Task<Stamped> Answer => completion.Task;

        public long Weight { get; set; }

        /// <summary>What will be answered after it, where that is being read.</summary>
        public Entry? Next => Volatile.Read(ref next);

        /// <returns>What the caller is to read; nothing where somebody else does.</returns>
        public Entry? TryRenew(long now, TimeSpan nextAge)
        {
            var underWay = Next;
            if (underWay is { Answer.IsFaulted: false })
            {
                return null;
            }

            var mine = new Entry(now, nextAge);
            return Interlocked.CompareExchange(ref next, mine, underWay) == underWay ? mine : null;
        }

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

/// <summary>When an answer is read anew before it is too old.</summary>
/// <param name="Earliest">Each answer draws an age of its own from here …</param>
/// <param name="Latest">… to here: what was read at the same moment is not read anew at the same moment.</param>
/// <param name="MostAge">The oldest that what it uses may be then.</param>
internal sealed record Renewal(TimeSpan Earliest, TimeSpan Latest, TimeSpan MostAge)
{
    public TimeSpan Draw() => Earliest + (Random.Shared.NextDouble() * (Latest - Earliest));
}
