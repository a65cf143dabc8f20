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

    /// <summary>Nothing where a claim is missing or malformed that says who calls.</summary>
    public static TokenClaims? Read(ClaimsPrincipal principal) =>
        Guids.TryParse(principal.FindFirstValue(Subject), out var person)
        && Number(principal, Hospital) is { } hospital
        && Number(principal, Kind) is { } kind && Enum.IsDefined((UserType)kind)
            ? new TokenClaims
            {
                Person = new Key(hospital, person),
                UserType = (UserType)kind,
                RoleFunctions = Reach((UserType)kind, principal),
                Zone = principal.FindFirstValue(ZoneInfo) is { } zone
                    ? TimeZones.Find(zone)
                    : null,
                SessionId = principal.FindFirstValue(Session),
                IssuedAt = Instant(principal, Issued),
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

    private static int? Number(ClaimsPrincipal principal, string claim) =>
        int.TryParse(principal.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateTimeOffset? Instant(ClaimsPrincipal principal, string claim) =>
        Number(principal, claim) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    // Names that nobody knows give nothing: an issuer may have functions of its own.
    private static RoleFunctions Reach(UserType type, ClaimsPrincipal principal) => type switch
    {
        UserType.Patient => RoleFunctions.None,
        UserType.HospitalStaff => principal.FindAll(Functions).Aggregate(
            RoleFunctions.None, (all, claim) => all | (RoleFunctionNames.Find(claim.Value) ?? RoleFunctions.None)),
        UserType.PlatformAdministrator => RoleFunctionNames.All,
    };
}
