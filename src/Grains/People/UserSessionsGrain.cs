using System.Collections.Immutable;

namespace Scheduling.Grains.People;

[GrainType("user-sessions")]
internal sealed class UserSessionsGrain(
    [PersistentState("user-sessions", SettingsState.Storage)] IPersistentState<UserSessionsState> state,
    TimeProvider time) : Grain, IUserSessionsGrain
{
    public async Task End(EndedSession session)
    {
        var ended = Unexpired();
        if (session.ExpiresAt <= time.GetUtcNow() || ended.Any(other => other.SessionId == session.SessionId))
        {
            return;
        }

        state.State.Ended = ended.Add(session);
        await state.WriteOrLeave(this);
    }

    public Task<ImmutableArray<EndedSession>> GetEnded() => Task.FromResult(Unexpired());

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
