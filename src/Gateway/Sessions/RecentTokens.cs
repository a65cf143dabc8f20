using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scheduling.Gateway.Sessions;

/// <summary>
/// Remembers which tokens were found good: whoever calls again within a minute is not checked cryptographically again.
/// A token is found by all of its characters, and never after it has expired; refusals are not remembered.
/// </summary>
/// <remarks>
/// It costs a tenth of what a refused booking costs to check a token. A signing key that an external issuer withdraws is
/// believed for up to that minute; ended sessions and people who are not active any more are looked at with every call.
/// </remarks>
internal sealed class RecentTokens(TimeProvider time) : TokenHandler
{
    /// <summary>About 4 KB each. When there are more all are forgotten: that costs each one check.</summary>
    private const int Most = 10_000;

    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, Good> good = new(StringComparer.Ordinal);

    public override SecurityToken ReadToken(string token) => handler.ReadToken(token);

    public override Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters) =>
        good.TryGetValue(token, out var found) && time.GetUtcNow() < found.Until
            ? Task.FromResult(found.Result)
            : Check(token, validationParameters);

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token, TokenValidationParameters validationParameters) =>
        handler.ValidateTokenAsync(token, validationParameters);

    private async Task<TokenValidationResult> Check(string token, TokenValidationParameters rules)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        if (result.IsValid)
        {
            Remember(token, result);
        }

        return result;
    }

    private void Remember(string token, TokenValidationResult result)
    {
        if (good.Count >= Most)
        {
            good.Clear();
        }

        var until = time.GetUtcNow() + Age;
        var expiry = new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero);
        good[token] = new Good(result, expiry < until ? expiry : until);
    }

    private sealed record Good(TokenValidationResult Result, DateTimeOffset Until);
}
