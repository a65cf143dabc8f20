using System.Globalization;
using System.Security.Claims;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Sessions;

/// <summary>What an accepted token says, ours or an external issuer's.</summary>
internal sealed record TokenClaims
{
    private const string Subject = "sub";
    private const string Hospital = "hospital_id";
    private const string Kind = "user_type";
    private const string Functions = "role_functions";
    private const string ZoneInfo = "zoneinfo";
    private const string Session = "sid";
    private const string Issued = "iat";

    public required Key Person { get; init; }

    public required UserType UserType { get; init; }

    public required RoleFunctions RoleFunctions { get; init; }

    /// <summary>Nothing where the token names none, or one that does not exist.</summary>
    public DateTimeZone? Zone { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Nothing where the token does not say.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>From this instant on it is not accepted any more.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Nothing where a claim is missing or malformed that says who calls.</summary>
    public static TokenClaims? Read(IEnumerable<Claim> claims, DateTimeOffset expires) =>
        Guids.TryParse(First(claims, Subject), out var person)
        && Number(claims, Hospital) is { } hospital
        && Number(claims, Kind) is { } kind && Enum.IsDefined((UserType)kind)
            ? new TokenClaims
            {
                Person = new Key(hospital, person),
                UserType = (UserType)kind,
                RoleFunctions = Reach((UserType)kind, claims),
                Zone = First(claims, ZoneInfo) is { } zone ? TimeZones.Find(zone) : null,
                SessionId = First(claims, Session),
                IssuedAt = Number(claims, Issued) is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
                Expires = expires,
            }
            : null;

    /// <summary>
    /// Whether the token is not from before an instant; one that does not say when it was issued always may be.
    /// </summary>
    public bool IsSince(DateTimeOffset? start) => start is not { } earliest || IssuedAt >= earliest;

    /// <summary>The claims of a token for somebody who has just logged in.</summary>
    public static Dictionary<string, object> Of(Person person, Guid sessionId)
    {
        var claims = new Dictionary<string, object>
        {
            [Subject] = person.Key.Id.ToString(),
            [Hospital] = person.Key.HospitalId,
            [Kind] = (int)person.ContactType.UserType(),
            [Functions] = RoleFunctionNames.Of(person.RoleFunctions),
            [Session] = sessionId.ToString(),
        };
        if (person.TimeZone is { } zone)
        {
            claims[ZoneInfo] = zone;
        }

        return claims;
    }

    private static string? First(IEnumerable<Claim> claims, string type)
    {
        foreach (var claim in claims)
        {
            if (claim.Type == type)
            {
                return claim.Value;
            }
        }

        return null;
    }

    private static int? Number(IEnumerable<Claim> claims, string type) =>
        int.TryParse(First(claims, type), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // Names that nobody knows give nothing: an issuer may have functions of its own.
    private static RoleFunctions Reach(UserType type, IEnumerable<Claim> claims) => type switch
    {
        UserType.Patient => RoleFunctions.None,
        UserType.HospitalStaff => claims.Where(claim => claim.Type == Functions).Aggregate(
            RoleFunctions.None, (all, claim) => all | (RoleFunctionNames.Find(claim.Value) ?? RoleFunctions.None)),
        UserType.PlatformAdministrator => RoleFunctionNames.All,
    };
}
