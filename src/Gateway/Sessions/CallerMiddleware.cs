using Scheduling.Gateway.Admission;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// Finds out who calls. Every endpoint under <c>/api</c> needs a token but those that say otherwise; paths and methods
/// that do not exist need none. Whoever is let in has been admitted: the cluster is asked for nobody else.
/// </summary>
internal sealed class CallerMiddleware(
    RequestDelegate next, RecentTokens tokens, CallerCheck check, Admissions admissions)
{
    public Task InvokeAsync(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api") || context.GetEndpoint() is not RouteEndpoint endpoint
            ? next(context)
            : endpoint.Metadata.GetMetadata<NoToken>() is null
                ? Admit(context, endpoint)
                : AdmitAnybody(context);

    private async Task AdmitAnybody(HttpContext context)
    {
        if (await admissions.EnterUnknown(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async Task Admit(HttpContext context, RouteEndpoint endpoint)
    {
        if (await Refuse(context, endpoint) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Why the request is not let in; nothing where it is, and then the caller is known.</summary>
    private async ValueTask<ApiError?> Refuse(HttpContext context, RouteEndpoint endpoint)
    {
        if (admissions.Foresee(context, endpoint) is { } crowded)
        {
            return crowded;
        }

        if (await tokens.Read(context) is not { } claims)
        {
            return ApiError.TokenInvalid;
        }

        if (await admissions.Enter(context, endpoint, claims.Person) is { } full)
        {
            return full;
        }

        if (await check.FindCaller(claims) is not { } known)
        {
            return ApiError.TokenInvalid;
        }

        foreach (var rule in endpoint.Metadata.GetOrderedMetadata<CallerRule>())
        {
            if (rule.Refuse(known.Caller) is { } refusal)
            {
                return refusal;
            }
        }

        context.SetCaller(known.Caller);
        context.Features.Set(known.Person);
        return null;
    }
}

internal static class CallerPersonContext
{
    /// <summary>The caller as a person, dependents included, at most a second old.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets callers in without a token.</exception>
    public static Person CallerPerson(this HttpContext context) =>
        context.Features.Get<Person>() ?? throw new InvalidOperationException("The request was not authenticated.");
}
