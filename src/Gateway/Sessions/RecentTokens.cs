using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// Remembers what accepted tokens say: whoever calls again within a minute is not checked cryptographically again. A
/// token is found by the SHA-256 of all of its characters, and never after it has expired; refusals are not remembered.
/// </summary>
/// <remarks>
/// A signing key that an external issuer withdraws is believed for up to that minute; ended sessions and people who are
/// not active any more are looked at with every call. Tokens themselves are not kept: of a rush with a token for each
/// booking they were half of what every garbage collection had to carry on.
/// </remarks>
internal sealed class RecentTokens(ITokenCheck tokens, TimeProvider time)
{
    /// <summary>Some 300 bytes each. Of two such generations the older one is forgotten as a whole when both are full.</summary>
    private const int MostPerGeneration = 16_384;

    /// <summary>Characters. Longer ones are checked each time: what a token says may be nearly all of it.</summary>
    private const int LongestRemembered = 4_096;

    private const string Scheme = "Bearer ";

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<TokenDigest, Known> young = New();
    private ConcurrentDictionary<TokenDigest, Known> old = New();
    private int inYoung;

    /// <summary>What the request's token says; nothing where it has none, or one that is not accepted.</summary>
    public ValueTask<TokenClaims?> Read(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header is not [{ } given] || !IsRemembered(given))
        {
            return new ValueTask<TokenClaims?>(tokens.Check(context));
        }

        var digest = TokenDigest.Of(given);
        return Find(digest) is { } claims
            ? ValueTask.FromResult<TokenClaims?>(claims)
            : new ValueTask<TokenClaims?>(Check(context, digest));
    }

    private TokenClaims? Find(TokenDigest token) =>
        (young.TryGetValue(token, out var known) || old.TryGetValue(token, out known)) && time.GetUtcNow() < known.Until
            ? known.Claims
            : null;

    private async Task<TokenClaims?> Check(HttpContext context, TokenDigest token)
    {
        var claims = await tokens.Check(context);
        if (claims is not null)
        {
            Remember(token, claims);
        }

        return claims;
    }

    private void Remember(TokenDigest token, TokenClaims claims)
    {
        var until = time.GetUtcNow() + Age;
        young[token] = new Known(claims, claims.Expires < until ? claims.Expires : until);
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

    /// <summary>As large as it will be: to grow would make each entry anew.</summary>
    private static ConcurrentDictionary<TokenDigest, Known> New() => new(Environment.ProcessorCount, MostPerGeneration);

    private readonly record struct Known(TokenClaims Claims, DateTimeOffset Until);
}

/// <summary>The SHA-256 of an authorization header: nobody can make another one that has it.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    public static TokenDigest Of(string header)
    {
        Span<TokenDigest> digest = stackalloc TokenDigest[1];
        SHA256.HashData(MemoryMarshal.AsBytes(header.AsSpan()), MemoryMarshal.AsBytes(digest));
        return digest[0];
    }

    /// <summary>Any part of a digest is as good as the whole.</summary>
    public override int GetHashCode() => (int)(uint)Low;
}
