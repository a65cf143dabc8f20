using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Reads <c>yyyy-MM-ddTHH:mm[:ss[.0…]]</c>, with <c>Z</c>, <c>±hh:mm</c> or nothing behind it. Years 0001 to 9999,
/// offsets up to 18 hours; a fraction that is not zero is refused.
/// </summary>
internal static class RequestTimeParser
{
    private const int UpToMinutes = 16;
    private const int MostOffsetMinutes = 18 * 60;

    public static bool TryParse(ReadOnlySpan<byte> text, out RequestTime time)
    {
        time = default;
        if (text.Length < UpToMinutes || !TryParseDate(text[..10], out var date) || text[10] != 'T'
            || !TryParsePair(text[11..], ':', 23, 59, out var hour, out var minute))
        {
            return false;
        }

        var rest = text[UpToMinutes..];
        if (!TryTakeSecond(ref rest, out var second) || !TryParseOffset(rest, out var offset))
        {
            return false;
        }

        time = new RequestTime(date + new LocalTime(hour, minute, second), offset);
        return true;
    }

    private static bool TryParseDate(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (!TryParseNumber(text[..4], 9999, out var year) || text[4] != '-'
            || !TryParsePair(text[5..], '-', 12, 31, out var month, out var day) || year == 0 || month == 0 || day == 0
            || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        date = new LocalDate(year, month, day);
        return true;
    }

    private static bool TryTakeSecond(ref ReadOnlySpan<byte> rest, out int second)
    {
        second = 0;
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 3 || !TryParseNumber(rest[1..3], 59, out second))
        {
            return false;
        }

        rest = rest[3..];
        return rest.IsEmpty || rest[0] != '.' || TryTakeZeros(ref rest);
    }

    private static bool TryTakeZeros(ref ReadOnlySpan<byte> rest)
    {
        var fraction = rest[1..];
        var length = fraction.IndexOfAnyExcept((byte)'0');
        length = length < 0 ? fraction.Length : length;
        rest = fraction[length..];
        return length > 0;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out Offset? offset)
    {
        offset = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text.SequenceEqual("Z"u8))
        {
            offset = Offset.Zero;
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-')
            || !TryParsePair(text[1..], ':', 18, 59, out var hours, out var minutes)
            || (hours * 60) + minutes > MostOffsetMinutes)
        {
            return false;
        }

        var seconds = ((hours * 60) + minutes) * 60;
        offset = Offset.FromSeconds(text[0] == '-' ? -seconds : seconds);
        return true;
    }

    /// <summary>Two numbers of two digits with something between them; what follows is not looked at.</summary>
    private static bool TryParsePair(
        ReadOnlySpan<byte> text, char between, int mostFirst, int mostSecond, out int first, out int second)
    {
        second = 0;
        return TryParseNumber(text[..2], mostFirst, out first) && text[2] == between
            && TryParseNumber(text[3..5], mostSecond, out second);
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> digits, int most, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return number <= most;
    }
}
