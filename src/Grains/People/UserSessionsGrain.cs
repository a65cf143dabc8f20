using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Scheduling.Grains.People;

/// <summary>
/// Interleaves: every request of the hospital waits for the list once a second, and must not wait for who is logging
/// out. Sessions that end while a write is under way share the next one.
/// </summary>
[Reentrant, GrainType("user-sessions")]
internal sealed class UserSessionsGrain(
    [PersistentState("user-sessions", SettingsState.Storage)] IPersistentState<UserSessionsState> state,
    TimeProvider time) : Grain, IUserSessionsGrain
{
    /// <summary>Of one person: a session is renewed without a password, so that there may be any number of them.</summary>
    private const int MostOfPerson = 20;

    private int writes;

    public async Task End(EndedSession session)
    {
        var ended = Unexpired();
        if (session.ExpiresAt <= time.GetUtcNow())
        {
            return;
        }

        if (!ended.Any(other => Covers(other, session)))
        {
            state.State.Ended = Bounded(ended.Add(session), session.PersonId);
        }
        else if (writes == 0)
        {
            return;
        }

        // Where it is on its way to the store for somebody else, it is said after that, too.
        writes++;
        try
        {
            await state.WriteOrLeave(this);
        }
        finally
        {
            writes--;
        }
    }

    public Task<ImmutableArray<EndedSession>> GetEnded() => Task.FromResult(Unexpired());

    private static bool Covers(EndedSession one, EndedSession session) => one.IsAll()
        ? one.PersonId == session.PersonId && session.ExpiresAt <= one.ExpiresAt
        : one.SessionId == session.SessionId;

    /// <summary>Too many of one person become one entry.</summary>
    private static ImmutableArray<EndedSession> Bounded(ImmutableArray<EndedSession> ended, Guid? personId)
    {
        if (personId is not { } person || ended.Count(session => session.PersonId == person) <= MostOfPerson)
        {
            return ended;
        }

        var until = ended.Where(session => session.PersonId == person).Max(session => session.ExpiresAt);
        return ended.RemoveAll(session => session.PersonId == person).Add(EndedSession.All(person, until));
    }

    private ImmutableArray<EndedSession> Unexpired()
    {
        var now = time.GetUtcNow();
        return state.State.Ended.RemoveAll(session => session.ExpiresAt <= now);
    }
}

/// <summary>Stored as JSON: member names are permanent.</summary>
[GenerateSerializer, Alias("scheduling.user-sessions-state")]
internal sealed class UserSessionsState
{
    [Id(0)] public ImmutableArray<EndedSession> Ended { get; set; } = [];
}
