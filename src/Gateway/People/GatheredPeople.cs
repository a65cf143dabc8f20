using System.Diagnostics;

namespace Scheduling.Gateway.People;

/// <summary>
/// Asks the cluster for people of one hospital, many with one call: whoever is asked for while calls are under way goes
/// with the next one, and a lone question waits for nothing.
/// </summary>
internal sealed class GatheredPeople(IPeopleGrain grain)
{
    /// <summary>Two, so that one which a lost silo took with it does not hold up all others.</summary>
    private const int MostCalls = 2;

    private const int MostPeoplePerCall = 256;

    private readonly Lock gate = new();
    private readonly Queue<Asked> waiting = [];
    private int calls;

    /// <summary>As stored after this call began; nothing where the hospital has no such person.</summary>
    public Task<Person?> Find(Guid id)
    {
        var asked = new Asked(id);
        lock (gate)
        {
            waiting.Enqueue(asked);
            if (calls == MostCalls)
            {
                return asked.Task;
            }

            calls++;
        }

        // It goes on with what others ask for: it is not a part of this request.
        _ = Task.Run(Call);
        return asked.Task;
    }

    private async Task Call()
    {
        Activity.Current = null;
        while (Take() is { } asked)
        {
            try
            {
                var found = await grain.Find([.. asked.Select(one => one.Id)]);
                for (var i = 0; i < asked.Count; i++)
                {
                    asked[i].SetResult(found[i]);
                }
            }
            catch (Exception fault)
            {
                // Each of them answers it as a fault of its own.
                asked.ForEach(one => one.TrySetException(fault));
            }
        }
    }

    private List<Asked>? Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                calls--;
                return null;
            }

            var asked = new List<Asked>(Math.Min(waiting.Count, MostPeoplePerCall));
            while (asked.Count < MostPeoplePerCall && waiting.TryDequeue(out var one))
            {
                asked.Add(one);
            }

            return asked;
        }
    }

    private sealed class Asked(Guid id) : TaskCompletionSource<Person?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Guid Id => id;
    }
}
