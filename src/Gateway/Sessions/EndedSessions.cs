using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Scheduling.Gateway.Sessions;

/// <summary>Sessions that were ended before their tokens expire, as they were at most a second ago.</summary>
internal sealed class EndedSessions(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    // As many as there are hospitals: a number is looked up only where an accepted token names it.
    private readonly ConcurrentDictionary<int, Recent<FrozenSet<string>>> hospitals = [];

    public async ValueTask<bool> Contains(int hospitalId, string sessionId) =>
        (await Of(hospitalId).Get()).Contains(sessionId);

    private Recent<FrozenSet<string>> Of(int hospitalId) =>
        hospitals.TryGetValue(hospitalId, out var found)
            ? found
            : hospitals.GetOrAdd(hospitalId, id => new Recent<FrozenSet<string>>(() => Read(id), Age, time));

    private async Task<FrozenSet<string>> Read(int hospitalId)
    {
        var ended = await grains.UserSessions(hospitalId).GetEnded();
        return ended.Select(session => session.SessionId).ToFrozenSet(StringComparer.Ordinal);
    }
}
