using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Scheduling.Gateway.Sessions;

/// <summary>Who may call, and how they log in; section <c>Auth</c>.</summary>
internal sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Auth";

    /// <summary>An OIDC issuer whose tokens are accepted instead of ours; nothing: people log in here.</summary>
    public Uri? Authority { get; init; }

    /// <summary>The <c>aud</c> that tokens of <see cref="Authority"/> carry.</summary>
    public string? Audience { get; init; }

    /// <summary>Signs our tokens: at least 32 bytes in base64. All gateways of a cluster have the same.</summary>
    public string? SigningKey { get; init; }

    /// <summary>A file with the signing key instead.</summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>How long a session lasts, in minutes. Default 60, from 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int SessionMinutes { get; init; } = 60;

    /// <summary>Failed logins of one account in 5 minutes. Default 10, from 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int FailuresPerAccount { get; init; } = 10;

    /// <summary>Failed logins from one address in a minute. Default 100, from 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int FailuresPerAddress { get; init; } = 100;

    /// <summary>
    /// Passwords hashed at once, each of which keeps a processor busy for tens of milliseconds. Default: half of the
    /// processors; from 1 to 64.
    /// </summary>
    [Range(1, 64)]
    public int HashesAtOnce { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 64);

    /// <summary>Addresses, or networks as <c>10.0.0.0/8</c>, whose <c>X-Forwarded-For</c> is believed; none.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    public TimeSpan SessionLength => TimeSpan.FromMinutes(SessionMinutes);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null != string.IsNullOrEmpty(Audience))
        {
            yield return Fault("Auth:Authority and Auth:Audience are set together or not at all.", nameof(Audience));
        }

        if (Authority is { } authority && !IsSafe(authority))
        {
            yield return Fault("Auth:Authority must be an https address; http only on loopback.", nameof(Authority));
        }

        if (SigningKey is not null && !Sessions.SigningKey.TryParse(SigningKey, out _))
        {
            yield return Fault("Auth:SigningKey must be at least 32 bytes in base64.", nameof(SigningKey));
        }

        foreach (var proxy in Proxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IsNetwork(proxy)))
        {
            yield return Fault($"Auth:Proxies: \"{proxy}\" is no address and no network.", nameof(Proxies));
        }
    }

    private static bool IsNetwork(string text) => IPNetwork.TryParse(text, out _);

    private static bool IsSafe(Uri authority) =>
        authority.IsAbsoluteUri
        && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));

    private static ValidationResult Fault(string message, string member) => new(message, [member]);
}
