using System.Buffers;
using System.Buffers.Text;

namespace Scheduling.Gateway.Admission;

/// <summary>
/// Which hospital a token says that it is for, before anybody has checked it. It serves to refuse, and to nothing else: a
/// forged one is refused sooner or later.
/// </summary>
internal static class ClaimedHospital
{
    private const string Scheme = "Bearer ";
    private const int LongestClaims = 2_048;

    /// <summary>Nothing where it does not say so in a form that is quickly read.</summary>
    public static int? Read(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var token = authorization.AsSpan(Scheme.Length);
        var claims = token[(token.IndexOf('.') + 1)..];
        var end = claims.IndexOf('.');
        Span<byte> json = stackalloc byte[LongestClaims];
        return end > 0
            && Base64Url.DecodeFromChars(claims[..end], json, out _, out var length) == OperationStatus.Done
            ? Find(json[..length])
            : null;
    }

    private static int? Find(ReadOnlySpan<byte> json)
    {
        var name = "\"hospital_id\":"u8;
        var at = json.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(json[(at + name.Length)..].TrimStart((byte)' '), out int hospital, out _)
            ? hospital
            : null;
    }
}
