using System.Collections.Immutable;

namespace Scheduling;

/// <summary>The sessions of one hospital that were ended before their tokens expire.</summary>
[Alias("scheduling.user-sessions-grain")]
public interface IUserSessionsGrain : IGrainWithIntegerKey
{
    /// <summary>Ends a session: gateways refuse its tokens within a second. Said after it is stored.</summary>
    [Alias("end")]
    Task End(EndedSession session);

    [Alias("ended"), Repeatable]
    Task<ImmutableArray<EndedSession>> GetEnded();
}

/// <param name="SessionId">The token's <c>sid</c>.</param>
/// <param name="ExpiresAt">When its tokens expire by themselves and it can be forgotten.</param>
[GenerateSerializer, Immutable, Alias("scheduling.ended-session")]
public sealed record EndedSession(
    [property: Id(0)] string SessionId, [property: Id(1)] DateTimeOffset ExpiresAt);
