using System.Diagnostics;
using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>
/// Gathers loads of a kind: what arrives while a statement is on its way, or shortly after it has begun where many come,
/// goes with the next one, and a lone load waits for nothing. A load is sent after it was asked for, so what it reads is
/// not older than the question.
/// </summary>
internal sealed class GatheredLoads<TKey, T>(
    Load<TKey, T> load, NpgsqlDataSource source, PostgresStoreOptions options, TimeProvider time) : IGatheredLoads
{
    private readonly Lock gate = new();
    private readonly Queue<LoadCall<TKey, T>> waiting = [];
    private readonly Gathering gathering = new(options.LoadGatherTime, options.Queue.GatherRows, time);
    private bool accepts = true;
    private bool pumping;
    private Task pump = Task.CompletedTask;

    public Task<T?> Get(TKey key)
    {
        var call = new LoadCall<TKey, T>(key, time, options.Queue.TimeLimit);
        lock (gate)
        {
            if (!accepts || waiting.Count >= options.WaitingLoads)
            {
                call.Fail(new StoreUnavailableException(accepts ? "Too many loads wait." : "The store is closed."));
                return call.Answer;
            }

            waiting.Enqueue(call);
            if (!pumping)
            {
                pumping = true;
                // The pump belongs to the store, not to the grain that happened to come first.
                pump = Task.Run(Pump);
            }
        }

        // One that is over leaves the queue when its turn comes.
        call.Start(static _ => { });
        return call.Answer;
    }

    public Task Stop()
    {
        lock (gate)
        {
            accepts = false;
            return pump;
        }
    }

    private async Task Pump()
    {
        // It outlives the request that started it, and is no part of its trace.
        Activity.Current = null;
        while (Waiting() is > 0 and var count)
        {
            await gathering.Rest(count);
            if (Take() is not { Count: > 0 } calls)
            {
                continue;
            }

            gathering.Go(calls.Count);
            try
            {
                await Read(calls);
            }
            catch (Exception fault)
            {
                calls.ForEach(call => call.Fail(new StoreUnavailableException(fault.Message, fault)));
            }
        }
    }

    /// <returns>How many wait; where nobody does the pump is over, and whoever comes next starts it again.</returns>
    private int Waiting()
    {
        lock (gate)
        {
            pumping = waiting.Count > 0;
            return waiting.Count;
        }
    }

    /// <summary>None where all that waited are over.</summary>
    private List<LoadCall<TKey, T>> Take()
    {
        lock (gate)
        {
            var calls = new List<LoadCall<TKey, T>>();
            var now = time.GetUtcNow();
            while (calls.Count < options.LoadsAtOnce && waiting.TryDequeue(out var call))
            {
                if (call.TrySend(now))
                {
                    calls.Add(call);
                }
            }

            return calls;
        }
    }

    private async Task Read(List<LoadCall<TKey, T>> calls)
    {
        // Who asks for the same gets the same answer.
        var byKey = calls.GroupBy(call => call.Key).ToList();
        var answers = new T?[byKey.Count];
        var began = time.GetTimestamp();
        await source.Read(new PostgresCall<bool>(
            load.Sql,
            parameters => load.Bind(parameters, byKey.ConvertAll(same => same.Key)),
            async reader =>
            {
                while (await reader.ReadAsync())
                {
                    var index = (int)reader.GetInt64(0) - 1;
                    ReadOne(reader, byKey[index], ref answers[index]);
                }

                return true;
            }));
        StoreInstruments.Loaded(calls.Count, time.GetElapsedTime(began));
        for (var i = 0; i < answers.Length; i++)
        {
            foreach (var call in byKey[i])
            {
                call.Complete(answers[i]);
            }
        }
    }

    /// <summary>A row that nobody understands fails its own load; what the database cannot do fails all.</summary>
    private void ReadOne(NpgsqlDataReader reader, IEnumerable<LoadCall<TKey, T>> calls, ref T? answer)
    {
        try
        {
            answer = load.Read(reader, answer);
        }
        catch (Exception fault) when (fault is not NpgsqlException)
        {
            foreach (var call in calls)
            {
                call.Fail(new StoreUnavailableException($"The stored data cannot be read: {fault.Message}", fault));
            }
        }
    }
}

internal interface IGatheredLoads
{
    /// <summary>Accepts nothing more; completes when what waits has been read.</summary>
    Task Stop();
}

internal sealed class LoadCall<TKey, T>(TKey key, TimeProvider time, TimeSpan limit)
    : TimedCall<T?>(time, limit, deadline: null)
{
    public TKey Key => key;

    protected override Exception Unanswered() =>
        new StoreUnavailableException("The store did not answer the load in time.");
}
