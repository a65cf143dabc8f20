using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.People;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// Whether an accepted token still speaks for somebody: their session has not ended, they are an active person of that
/// hospital, and their password is the one that they logged in with. All of it is known for at most a second.
/// </summary>
/// <remarks>
/// User type and role functions are the token's, as whoever holds the key has signed them: so an operator can act as the
/// first platform administrator, whom nobody else may import.
/// </remarks>
internal sealed class CallerCheck(PeopleCache people, EndedSessions ended, HospitalCache hospitals)
{
    /// <summary>Nothing where the token speaks for nobody.</summary>
    public async ValueTask<KnownCaller?> FindCaller(TokenClaims claims) =>
        await Find(claims) is { } person ? new KnownCaller(await Caller(claims), person) : null;

    /// <inheritdoc cref="FindCaller"/>
    public async ValueTask<Person?> Find(TokenClaims claims)
    {
        var (hospitalId, id) = claims.Person;
        if (await ended.Contains(claims))
        {
            return null;
        }

        return await people.Find(hospitalId, id) is { } person && Speaks(claims, person) ? person : null;
    }

    /// <summary>Whether the person is active and has not changed the password since the token was issued.</summary>
    public static bool Speaks(TokenClaims claims, Person person) =>
        person.IsActive && claims.IsSince(person.SessionsFrom);

    private async ValueTask<Caller> Caller(TokenClaims claims) => new()
    {
        PersonId = claims.Person.Id,
        HospitalId = claims.Person.HospitalId,
        UserType = claims.UserType,
        RoleFunctions = claims.RoleFunctions,
        Zone = claims.Zone ?? await hospitals.Zone(claims.Person.HospitalId),
        SessionId = claims.SessionId,
    };
}

/// <summary>A caller, with their person as it was at most a second ago.</summary>
internal sealed record KnownCaller(Caller Caller, Person Person);
