using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The headers that appointments understand.</summary>
internal static class AppointmentHeaders
{
    public const string IdempotencyKey = "Idempotency-Key";
    private const int MostKeyCharacters = 255;

    private static readonly ApiError MalformedKey =
        ApiError.Invalid("Idempotency-Key must be sent once, with 1 to 255 visible ASCII characters");

    private static readonly ApiError MalformedMatch =
        ApiError.Invalid("If-Match must be * or a list of strong entity tags");

    /// <summary>The key, or nothing where none was sent.</summary>
    public static ApiError? ReadIdempotencyKey(this HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(IdempotencyKey, out var values))
        {
            return null;
        }

        key = values.Count == 1 ? values[0] : null;
        var isValid = key is { Length: >= 1 and <= MostKeyCharacters } && key.All(character => character is >= '!' and <= '~');
        return isValid ? null : MalformedKey;
    }

    /// <summary>The versions that are accepted; nothing where any is.</summary>
    public static ApiError? ReadIfMatch(this HttpRequest request, out ImmutableArray<long>? versions)
    {
        versions = null;
        var values = request.Headers.IfMatch;
        if (values.Count == 0 || (values.Count == 1 && values[0] == "*"))
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(values, out var tags)
            || tags.Any(tag => tag.IsWeak || tag == EntityTagHeaderValue.Any))
        {
            return MalformedMatch;
        }

        versions = [.. tags.Select(Version).OfType<long>()];
        return null;
    }

    /// <summary>A tag that is none of ours, character by character, matches nothing.</summary>
    private static long? Version(EntityTagHeaderValue tag) =>
        long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && tag.Tag.Equals($"\"{version}\"", StringComparison.Ordinal)
            ? version
            : null;
}
