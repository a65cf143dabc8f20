using System.Collections.Immutable;

namespace Scheduling;

/// <summary>The sessions of one hospital that were ended before their tokens expire.</summary>
[Alias("scheduling.user-sessions-grain")]
public interface IUserSessionsGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Ends a session: gateways refuse its tokens within a second. Said after it is stored. Who ends more than twenty
    /// within their lifetime ends with them all of their own that expire before the last of these.
    /// </summary>
    [Alias("end")]
    Task End(EndedSession session);

    /// <summary>Everything that was ended, and perhaps what is just being stored.</summary>
    [Alias("ended"), Repeatable]
    Task<ImmutableArray<EndedSession>> GetEnded();
}

/// <param name="SessionId">The token's <c>sid</c>; empty where it is all sessions of the person.</param>
/// <param name="ExpiresAt">
/// When its tokens expire by themselves and it can be forgotten. Where it is all sessions, those that expire then or
/// before are ended.
/// </param>
/// <param name="PersonId">Whose it is; nothing where nobody said.</param>
[GenerateSerializer, Immutable, Alias("scheduling.ended-session")]
public sealed record EndedSession(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset ExpiresAt,
    [property: Id(2)] Guid? PersonId = null)
{
    /// <summary>All sessions of somebody that expire at an instant or before.</summary>
    public static EndedSession All(Guid personId, DateTimeOffset until) => new("", until, personId);

    public bool IsAll() => SessionId.Length == 0;
}
