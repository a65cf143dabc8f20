using System.Text;
using System.Text.Json;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Reads one token as what a member has to be, or says that it is something else. Bytes are valid UTF-8.
/// </summary>
internal static class FieldReaders
{
    public static bool TryReadInt(ref Utf8JsonReader reader, out int value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value);
    }

    public static bool TryReadBool(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return value || reader.TokenType == JsonTokenType.False;
    }

    /// <summary>Dashed form only, either case.</summary>
    public static bool TryReadGuid(ref Utf8JsonReader reader, out Guid value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        return reader.ValueIsEscaped
            ? TryReadString(ref reader, out var text) && Guids.TryParse(text, out value)
            : reader.TryGetGuid(out value);
    }

    public static bool TryReadString(ref Utf8JsonReader reader, out string value)
    {
        value = "";
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan))
        {
            return false;
        }

        value = reader.GetString()!;
        return true;
    }

    public static bool TryReadTime(ref Utf8JsonReader reader, out RequestTime value)
    {
        value = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        return reader.ValueIsEscaped
            ? TryReadString(ref reader, out var text)
                && RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text), out value)
            : RequestTimeParser.TryParse(reader.ValueSpan, out value);
    }

    public static bool TryReadNumber(ref Utf8JsonReader reader, out JsonNumber value)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number;
        value = isNumber ? new JsonNumber(Encoding.ASCII.GetString(reader.ValueSpan)) : default;
        return isNumber;
    }

    public static bool TryReadNumberOrText(ref Utf8JsonReader reader, out NumberOrText value)
    {
        var found = TryReadInt(ref reader, out var number)
            ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : TryReadString(ref reader, out var text) ? text : null;
        value = new NumberOrText(found ?? "");
        return found is not null;
    }

    /// <summary>Whether an escaped string holds half of a surrogate pair, which no text does.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var expectsLow = false;
        for (var index = 0; index < escaped.Length; index++)
        {
            var unit = TakeUnit(escaped, ref index);
            if (char.IsLowSurrogate(unit) != expectsLow)
            {
                return true;
            }

            expectsLow = char.IsHighSurrogate(unit);
        }

        return expectsLow;
    }

    /// <summary>The UTF-16 unit of an escape; anything else counts as a character that is no surrogate.</summary>
    private static char TakeUnit(ReadOnlySpan<byte> escaped, ref int index)
    {
        if (escaped[index] != '\\')
        {
            return ' ';
        }

        index++;
        if (escaped[index] != 'u')
        {
            return ' ';
        }

        var unit = Convert.ToInt32(Encoding.ASCII.GetString(escaped.Slice(index + 1, 4)), 16);
        index += 4;
        return (char)unit;
    }
}
