using FluentValidation;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>Logging in and out. With an external issuer configured all of it happens there.</summary>
internal static class UserSessionEndpoints
{
    private static readonly ApiError LoginElsewhere = ApiError.Invalid("Sessions are kept by the external issuer");

    public static void MapUserSessions(this IEndpointRouteBuilder endpoints)
    {
        var sessions = endpoints.MapGroup("/api/v3/auth/user-sessions").WithTags("User sessions");
        sessions.AddEndpointFilter(RefuseWhereElsewhere);
        sessions.MapPost("", Begin)
            .NeedsNoToken()
            .TakesBody(typeof(UserSessionRequest))
            .WithExample("guardian", _ => GuardiansLogin)
            .Answers(typeof(UserSessionResponse))
            .WithAnswerExample("A session", Session)
            .DescribesErrors(ApiError.LoginFailed, LoginElsewhere);
        sessions.MapPost("renewal", Renew)
            .NeedsNoToken()
            .TakesBody(typeof(RenewalRequest))
            .WithExample("The token of the session that shall go on", _ => $$"""{"accessToken":"{{Token}}"}""")
            .Answers(typeof(UserSessionResponse))
            .WithAnswerExample("A new session", Session)
            .DescribesErrors(ApiError.TokenInvalid, LoginElsewhere);
        sessions.MapDelete("", End)
            .Answers()
            .DescribesErrors(ApiError.TokenInvalid, LoginElsewhere);
    }

    // The demo hospital's guardian.
    private const string GuardiansLogin =
        """{"hospitalId":126,"userTypeId":1,"email":"guardian@example.org","password":"guardian-demo-1"}""";

    private const string Token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI5ZjBjNmE0ZSJ9.c2lnbmF0dXJl";

    private const string Session =
        $$"""
        {
          "apiSessionId": "0f8fad5b-d9cb-469f-a165-70867728950e", "accessToken": "{{Token}}",
          "expires": "2019-03-14T18:48:00-04:00"
        }
        """;

    private static ValueTask<object?> RefuseWhereElsewhere(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value.Authority is null
            ? next(context)
            : ValueTask.FromResult<object?>(LoginElsewhere);

    private static async Task<IResult> Begin(
        HttpContext context, UserSessions sessions, IValidator<UserSessionRequest> rules)
    {
        var body = await RequestBody.Read(context, SessionRequestsJson.Strict.UserSessionRequest, rules);
        if (body.Error is { } fault)
        {
            return fault;
        }

        var outcome = await sessions.Begin(body.Value, context.Connection.RemoteIpAddress);
        GatewayInstruments.LoggedIn(outcome.Error);
        return Answer(outcome);
    }

    private static async Task<IResult> Renew(
        HttpContext context, UserSessions sessions, IValidator<RenewalRequest> rules)
    {
        var body = await RequestBody.Read(context, SessionRequestsJson.Strict.RenewalRequest, rules);
        return body.Error ?? Answer(await sessions.Renew(body.Value.AccessToken.Value));
    }

    private static async Task<IResult> End(HttpContext context, UserSessions sessions, RecentTokens tokens)
    {
        if (await tokens.Read(context) is not { } claims)
        {
            return ApiError.TokenInvalid;
        }

        await sessions.End(context.Caller(), claims.Expires);
        return EmptyAnswer.Ok;
    }

    private static IResult Answer(SessionOutcome outcome) =>
        outcome.Error ?? JsonAnswer.Of(outcome.Session!, SessionAnswersJson.Plain.UserSessionResponse);
}
