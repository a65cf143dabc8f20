using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>What was stored of a block from one commit to the next.</summary>
internal sealed record BlockState(BlockDefinition Definition, DateTimeOffset Since) : IState
{
    public long Version { get; init; } = 1;

    public ImmutableArray<Appointment> Live { get; init; } = [];

    public ImmutableArray<Hold> Holds { get; init; } = [];
}

/// <summary>What was stored of a patient from one commit to the next.</summary>
internal sealed record PatientState(DateTimeOffset Since) : IState
{
    public long Version { get; init; } = 1;

    public ImmutableArray<Appointment> Live { get; init; } = [];

    public Hold? Hold { get; init; }

    public ImmutableArray<Hold> Placed { get; init; } = [];

    public PatientCalendar Calendar(DateTimeOffset after) => new(
        Version,
        [.. Live.Where(live => live.Time.End > after).Select(live => new LiveAppointment(live.Key.Id, live.Time))])
    {
        Hold = Hold,
    };
}

internal interface IState
{
    DateTimeOffset Since { get; }
}

/// <summary>All that was ever stored of a kind, so that it can be told what was true when.</summary>
internal sealed class States<T>
    where T : class, IState
{
    private readonly Dictionary<Guid, List<T>> all = [];

    public IEnumerable<Guid> Ids => all.Keys;

    public T this[Guid id] => all[id][^1];

    public T? Find(Guid id) => all.TryGetValue(id, out var states) ? states[^1] : null;

    public void Set(Guid id, T state)
    {
        if (!all.TryGetValue(id, out var states))
        {
            all[id] = states = [];
        }

        states.Add(state);
    }

    /// <summary>What was stored at some time from an instant until now.</summary>
    public IEnumerable<T> From(Guid id, DateTimeOffset instant)
    {
        var states = all[id];
        for (var index = states.Count - 1; index >= 0; index--)
        {
            yield return states[index];
            if (states[index].Since < instant)
            {
                yield break;
            }
        }
    }
}
