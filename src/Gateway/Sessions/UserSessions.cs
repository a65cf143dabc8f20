using System.Net;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>Begins, renews and ends sessions of people who log in here.</summary>
internal sealed class UserSessions(
    IGrainFactory grains, LoginThrottle throttle, Passwords passwords, AccessTokens tokens, CallerCheck check,
    EndedSessions ended, HospitalCache hospitals, IOptions<AuthOptions> options, TimeProvider time)
{
    /// <summary>
    /// Whatever is wrong with a login is answered alike and costs the same: nobody learns who exists, and where.
    /// </summary>
    public async Task<SessionOutcome> Begin(UserSessionRequest request, IPAddress? address)
    {
        var (hospitalId, type, email) = (request.HospitalId.Value, request.UserTypeId.Value, request.Email.Value);
        var attempt = await throttle.Begin(hospitalId, type, email, address);
        if (attempt.Wait is { } wait)
        {
            return new(ApiError.TooManyRequests(wait, RefusalReason.LoginLimit));
        }

        var failed = false;
        var began = time.GetUtcNow();
        try
        {
            var login = await grains.People(hospitalId).FindLogin((UserType)type, email);
            var matches = await passwords.Matches(login?.PasswordHash, request.Password.Value);
            failed = matches is not null && !(matches.Value && login!.Person.IsActive);
            return matches is null ? new(ApiError.Overloaded)
                : failed ? new(ApiError.LoginFailed)
                : await Start(login!.Person, began);
        }
        finally
        {
            if (!failed)
            {
                await attempt.GiveBack();
            }
        }
    }

    /// <summary>
    /// A new session for whoever has one that goes on. Their person and what was ended are read now: of what is a second
    /// old, a session that has just been ended, by them or by a new password, would be continued.
    /// </summary>
    public async Task<SessionOutcome> Renew(string token)
    {
        var began = time.GetUtcNow();
        return await tokens.Read(token) is { } claims
            && await check.Find(claims) is not null
            && await grains.People(claims.Person.HospitalId).FindRecord(claims.Person.Id) is { } record
            && CallerCheck.Speaks(claims, record.Person)
            && !await ended.ContainsNow(claims)
                ? await Start(record.Person, began)
                : new(ApiError.TokenInvalid);
    }

    /// <summary>Ends the caller's session; said after it is stored.</summary>
    public Task End(Caller caller, DateTimeOffset expires) => caller.SessionId is { } session
        ? grains.UserSessions(caller.HospitalId).End(new EndedSession(session, expires, caller.PersonId))
        : Task.CompletedTask;

    /// <param name="person">Who it is for.</param>
    /// <param name="began">Before the person was read.</param>
    private async Task<SessionOutcome> Start(Person person, DateTimeOffset began)
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(began.ToUnixTimeSeconds());
        var until = from + options.Value.SessionLength;
        var session = Guid.NewGuid();
        var zone = TimeZones.Find(person.TimeZone) ?? await hospitals.Zone(person.Key.HospitalId);
        return new(new UserSessionResponse(
            session.ToString(), tokens.Issue(person, session, from, until), Times.Format(until, zone)));
    }
}

/// <summary>A session, or why there is none.</summary>
internal sealed class SessionOutcome
{
    public SessionOutcome(UserSessionResponse session) => Session = session;

    public SessionOutcome(ApiError error) => Error = error;

    public UserSessionResponse? Session { get; }

    public ApiError? Error { get; }
}
