using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Scheduling.Gateway.Sessions;

/// <summary>Whether a request's token is accepted: its signature, its issuer, its times.</summary>
internal interface ITokenCheck
{
    /// <summary>What it says; nothing where there is none, or one that is not accepted.</summary>
    Task<TokenClaims?> Check(HttpContext context);
}

/// <summary>Tokens of the configured issuer.</summary>
internal sealed class ExternalTokens : ITokenCheck
{
    public async Task<TokenClaims?> Check(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return result is { Principal: { } principal, Properties.ExpiresUtc: { } expires }
            ? TokenClaims.Read(principal.Claims, expires)
            : null;
    }
}
