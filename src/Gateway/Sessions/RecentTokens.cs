using System.Collections.Concurrent;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// Remembers what accepted tokens say: whoever calls again within a minute is not checked cryptographically again. A
/// token is found by all of its characters, and never after it has expired; refusals are not remembered.
/// </summary>
/// <remarks>
/// A signing key that an external issuer withdraws is believed for up to that minute; ended sessions and people who are
/// not active any more are looked at with every call.
/// </remarks>
internal sealed class RecentTokens(ITokenCheck tokens, TimeProvider time)
{
    /// <summary>About 1 KB each. Of two such generations the older one is forgotten as a whole when both are full.</summary>
    private const int MostPerGeneration = 16_384;

    /// <summary>Characters. Longer ones are checked each time: 32,768 of these are 256 MiB.</summary>
    private const int LongestRemembered = 4_096;

    private const string Scheme = "Bearer ";

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<string, Known> young = New();
    private ConcurrentDictionary<string, Known> old = New();
    private int inYoung;

    /// <summary>What the request's token says; nothing where it has none, or one that is not accepted.</summary>
    public ValueTask<TokenClaims?> Read(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        return header is [{ } given] && Find(given) is { } claims
            ? ValueTask.FromResult<TokenClaims?>(claims)
            : new ValueTask<TokenClaims?>(Check(context, header.Count == 1 ? header[0] : null));
    }

    private TokenClaims? Find(string header) =>
        (young.TryGetValue(header, out var known) || old.TryGetValue(header, out known)) && time.GetUtcNow() < known.Until
            ? known.Claims
            : null;

    private async Task<TokenClaims?> Check(HttpContext context, string? header)
    {
        var claims = await tokens.Check(context);
        if (claims is not null && header is not null && IsRemembered(header))
        {
            Remember(header, claims);
        }

        return claims;
    }

    private void Remember(string header, TokenClaims claims)
    {
        var until = time.GetUtcNow() + Age;
        young[header] = new Known(claims, claims.Expires < until ? claims.Expires : until);
        // Whoever counts the last one alone turns the generations; two who add meanwhile lose a token, and check it again.
        if (Interlocked.Increment(ref inYoung) == MostPerGeneration)
        {
            old = young;
            young = New();
            Interlocked.Exchange(ref inYoung, 0);
        }
    }

    /// <summary>A token can be written in one form that is remembered: padding would make a thousand of one.</summary>
    private static bool IsRemembered(string header) =>
        header.Length <= LongestRemembered && header.StartsWith(Scheme, StringComparison.Ordinal)
        && !header.AsSpan(Scheme.Length).ContainsAny(' ', '\t');

    private static ConcurrentDictionary<string, Known> New() => new(StringComparer.Ordinal);

    private sealed record Known(TokenClaims Claims, DateTimeOffset Until);
}
