using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scheduling.Gateway.Sessions;

/// <summary>Our own tokens: JWTs signed with HS256, and nothing else.</summary>
internal sealed class AccessTokens(SigningKey key, TimeProvider time)
{
    /// <summary>Issuer and audience of our tokens.</summary>
    public const string Issuer = "scheduling";

    private readonly JsonWebTokenHandler handler = new()
    {
        MapInboundClaims = false,
        SetDefaultTimesOnTokenCreation = false,
    };

    private readonly SigningCredentials credentials = new(key.Secret, SecurityAlgorithms.HmacSha256);

    /// <summary>
    /// Accepted is what we signed, from its first second until the last before it expires: no clock but ours is
    /// involved, so that none may be off. Issuer and audience may be missing: the signature says whose it is.
    /// </summary>
    public TokenValidationParameters Rules { get; } = new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = key.Secret,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        IssuerValidator = (issuer, _, _) => string.IsNullOrEmpty(issuer) || issuer == Issuer
            ? Issuer
            : throw new SecurityTokenInvalidIssuerException("The token is another issuer's."),
        AudienceValidator = (audiences, _, _) => audiences.All(audience => audience == Issuer),
        ClockSkew = TimeSpan.Zero,
        LifetimeValidator = (from, until, _, _) => IsNow(from, until, time),
    };

    /// <summary>
    /// A token for one session. Both times in whole seconds, as JWTs have them. It is dated after the person's last
    /// change of password, even where that was in the same second.
    /// </summary>
    public string Issue(Person person, Guid sessionId, DateTimeOffset from, DateTimeOffset until) =>
        handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = (person.SessionsFrom > from ? person.SessionsFrom.Value : from).UtcDateTime,
            NotBefore = from.UtcDateTime,
            Expires = until.UtcDateTime,
            Claims = TokenClaims.Of(person, sessionId),
            SigningCredentials = credentials,
        });

    /// <summary>What a token says that did not come in the header; nothing where it is not accepted.</summary>
    public async Task<TokenClaims?> Read(string token)
    {
        var result = await handler.ValidateTokenAsync(token, Rules);
        return result.IsValid ? TokenClaims.Read(new ClaimsPrincipal(result.ClaimsIdentity)) : null;
    }

    private static bool IsNow(DateTime? from, DateTime? until, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end && (from is not { } start || start <= now);
    }
}
