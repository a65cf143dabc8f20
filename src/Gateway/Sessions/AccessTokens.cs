using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Scheduling.Gateway.Sessions;

/// <summary>Our own tokens: JWTs signed with HS256, and nothing else.</summary>
internal sealed class AccessTokens(SigningKey key, TimeProvider time) : ITokenCheck
{
    /// <summary>Issuer and audience of our tokens.</summary>
    public const string Issuer = "scheduling";

    private const string Scheme = "Bearer ";

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
    private readonly TokenValidationParameters rules = new()
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

    public Task<TokenClaims?> Check(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? Read(header[Scheme.Length..].Trim())
            : Task.FromResult<TokenClaims?>(null);

    /// <summary>What a token says; nothing where it is not accepted.</summary>
    public async Task<TokenClaims?> Read(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules);
        return result is { IsValid: true, SecurityToken: JsonWebToken accepted }
            ? TokenClaims.Read(accepted.Claims, accepted.ValidTo)
            : null;
    }

    private static bool IsNow(DateTime? from, DateTime? until, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end && (from is not { } start || start <= now);
    }
}
