using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Admission;

/// <summary>
/// How often one caller, one developer's program and one hospital may ask, where that is configured. Every answer to a
/// token then says what is left, in the fields of draft-ietf-httpapi-ratelimit-headers-10.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    public const string PolicyHeader = "RateLimit-Policy";
    public const string LeftHeader = "RateLimit";

    private readonly ImmutableArray<IRateLimit> limits;
    private readonly string policies;

    public RateLimits(IOptions<AdmissionOptions> options)
    {
        // The narrowest first: who asks too often uses up nothing of what is others' too.
        limits = [.. ((IEnumerable<IRateLimit?>)
        [
            Limit("caller", options.Value.PerCaller, (_, caller) => caller),
            Limit("developer", options.Value.PerDeveloper, (context, _) => Developer(context)),
            Limit("hospital", options.Value.PerHospital, (_, caller) => caller.HospitalId),
        ]).OfType<IRateLimit>()];
        policies = string.Join(", ", limits.Select(limit => limit.Policy));
    }

    public bool AreSet => !limits.IsEmpty;

    /// <summary>Counts the request, and writes the headers; the error where it is one too many.</summary>
    public ApiError? Refuse(HttpContext context, Key caller)
    {
        var left = new string[limits.Length];
        TimeSpan? longest = null;
        for (var i = 0; i < left.Length; i++)
        {
            // What one limit refuses counts for no further one.
            var wait = longest is null ? limits[i].Refuse(context, caller) : null;
            left[i] = limits[i].Left(context, caller, wait);
            longest ??= wait;
        }

        context.Response.Headers[PolicyHeader] = policies;
        context.Response.Headers[LeftHeader] = string.Join(", ", left);
        return longest is { } time ? ApiError.TooManyRequests(time) : null;
    }

    public void Dispose()
    {
        foreach (var limit in limits)
        {
            limit.Dispose();
        }
    }

    private static string Developer(HttpContext context) => context.Request.Headers["X-Developer-Id"].ToString();

    private static RateLimit<TKey>? Limit<TKey>(string name, RateOptions? options, Func<HttpContext, Key, TKey> whose)
        where TKey : notnull => options is null ? null : new RateLimit<TKey>(name, options, whose);
}
