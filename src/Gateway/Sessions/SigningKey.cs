using System.Diagnostics.CodeAnalysis;
using Microsoft.IdentityModel.Tokens;

namespace Scheduling.Gateway.Sessions;

/// <summary>The secret that signs our access tokens (HMAC-SHA256). Who has it can be anybody.</summary>
internal sealed class SigningKey
{
    /// <summary>As long as the hash: a shorter one could be guessed sooner than the signature.</summary>
    public const int FewestBytes = 32;

    /// <exception cref="ArgumentException">It is too short.</exception>
    public SigningKey(byte[] bytes)
    {
        if (bytes.Length < FewestBytes)
        {
            throw new ArgumentException($"A signing key has at least {FewestBytes} bytes.", nameof(bytes));
        }

        Secret = new SymmetricSecurityKey(bytes);
    }

    public SymmetricSecurityKey Secret { get; }

    /// <summary>Reads a key as it stands in a file or a setting, in base64.</summary>
    public static bool TryParse(string base64, [NotNullWhen(true)] out SigningKey? key)
    {
        var bytes = new byte[base64.Length];
        key = Convert.TryFromBase64String(base64.Trim(), bytes, out var length) && length >= FewestBytes
            ? new SigningKey(bytes[..length])
            : null;
        return key is not null;
    }
}
