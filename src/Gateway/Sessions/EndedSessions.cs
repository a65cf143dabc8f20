using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Scheduling.Gateway.Sessions;

/// <summary>Sessions that were ended before their tokens expire, as they were at most a second ago.</summary>
internal sealed class EndedSessions(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    // As many as there are hospitals: a number is looked up only where an accepted token names it.
    private readonly ConcurrentDictionary<int, Recent<Ended>> hospitals = [];

    /// <summary>Whether the token's session was ended; one that names none cannot be.</summary>
    public async ValueTask<bool> Contains(TokenClaims claims) =>
        claims.SessionId is not null && (await Of(claims.Person.HospitalId).Get()).Contains(claims);

    /// <summary>The same as it is stored now.</summary>
    public async Task<bool> ContainsNow(TokenClaims claims) =>
        claims.SessionId is not null && (await Read(claims.Person.HospitalId)).Contains(claims);

    private Recent<Ended> Of(int hospitalId) =>
        hospitals.TryGetValue(hospitalId, out var found)
            ? found
            : hospitals.GetOrAdd(hospitalId, id => new Recent<Ended>(() => Read(id), Age, time));

    private async Task<Ended> Read(int hospitalId) => new(await grains.UserSessions(hospitalId).GetEnded());

    private sealed class Ended(ImmutableArray<EndedSession> sessions)
    {
        private readonly FrozenSet<string> ids = sessions
            .Where(session => !session.IsAll()).Select(session => session.SessionId).ToFrozenSet(StringComparer.Ordinal);

        private readonly FrozenDictionary<Guid, DateTimeOffset> allUntil = sessions
            .Where(session => session.IsAll() && session.PersonId is not null)
            .ToFrozenDictionary(session => session.PersonId!.Value, session => session.ExpiresAt);

        public bool Contains(TokenClaims claims) =>
            ids.Contains(claims.SessionId!)
            || (allUntil.TryGetValue(claims.Person.Id, out var until) && claims.Expires <= until);
    }
}
