using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Scheduling.Gateway.People;

/// <summary>
/// People as they were at most a second ago: every request asks for its caller, most for two more people, and a call of
/// a grain costs more than all else that a known person costs.
/// </summary>
internal sealed class PeopleCache(IGrainFactory grains, TimeProvider time)
{
    // Of 16,384 people, whatever their hospital: 64 KB.
    private readonly Doorkeeper doorkeeper = new(14);

    // As many as there are hospitals: callers name none but their own.
    private readonly ConcurrentDictionary<int, RecentPeople> hospitals = [];

    /// <summary>Nothing where the hospital has no such person.</summary>
    public Task<Person?> Find(int hospitalId, Guid id) => Of(hospitalId).Find(id);

    /// <summary>The same, for a request that has asked for them before.</summary>
    public Task<Person?> FindAgain(int hospitalId, Guid id) => Of(hospitalId).Find(id, isSameRequest: true);

    /// <summary>In the order of the ids.</summary>
    public async Task<ImmutableArray<Person?>> Find(int hospitalId, ImmutableArray<Guid> ids)
    {
        var people = Of(hospitalId);
        return ImmutableCollectionsMarshal.AsImmutableArray(await Task.WhenAll(ids.Select(id => people.Find(id))));
    }

    private RecentPeople Of(int hospitalId) => hospitals.TryGetValue(hospitalId, out var found)
        ? found
        : hospitals.GetOrAdd(hospitalId, id => new RecentPeople(new GatheredPeople(grains.People(id)).Find, doorkeeper, time));
}
