using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Primitives;
using NodaTime;
using NodaTime.TimeZones;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Reads the parameters of a query string and gathers what is wrong with them. One without a value is as good as
/// absent; lists are repeated, separated by commas, or both.
/// </summary>
internal sealed class QueryReader(IQueryCollection query, DateTimeZone zone)
{
    /// <summary>Most values of one list.</summary>
    private const int MostValues = 500;

    /// <summary>A midnight that the clocks skip is the first instant after it; of two the later one counts.</summary>
    private static readonly ZoneLocalMappingResolver Midnight =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Every zone can write every time of these years.</summary>
    private static readonly LocalDate FirstDate = new(2, 1, 1);
    private static readonly LocalDate LastDate = new(9998, 12, 31);

    private readonly Dictionary<string, string[]> faults = [];

    private delegate bool Parser<T>(string text, out T value);

    /// <summary>The first fault, in the order of reading, with all of them; nothing where there is none.</summary>
    public ApiError? Error => faults.Count == 0 ? null : ApiError.Invalid(faults.First().Value[0], faults);

    /// <summary>Notes that a parameter is wrong; <paramref name="fault"/> is read behind its name.</summary>
    public void Refuse(string name, string fault) => faults.TryAdd(name, [$"{name} {fault}"]);

    public int Number(string name, int least, int most, int otherwise) => OptionalNumber(name, least, most) ?? otherwise;

    public int? OptionalNumber(string name, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TryParse(text, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, least == int.MinValue ? "must be an integer" : $"must be an integer from {least} to {most}");
        return null;
    }

    public ImmutableArray<int> Numbers(string name) => Values<int>(name, TryParse, "must be integers");

    public ImmutableArray<Guid> Ids(string name) => Values<Guid>(name, Guids.TryParse, "must be guids");

    /// <summary>Numbers of a code table.</summary>
    public ImmutableArray<int> Codes(string name, params int[] codes)
    {
        var numbers = Numbers(name);
        if (numbers.All(codes.Contains))
        {
            return numbers;
        }

        Refuse(name, $"must be of {string.Join(", ", codes)}");
        return [];
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Refuse(name, "must be true or false");
        return false;
    }

    /// <summary>At most so many characters, none of them a control character.</summary>
    public string? Text(string name, int most)
    {
        if (Text(name) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.EnumerateRunes().Count() <= most && !text.Any(char.IsControl))
        {
            return text.Trim();
        }

        Refuse(name, $"must have at most {most} characters, none of them a control character");
        return null;
    }

    /// <summary>A time, or a date, which is its midnight in the caller's zone.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TryParseDate(text, out var date))
        {
            return date.AtMidnight().InZone(zone, Midnight).ToInstant().ToDateTimeOffset();
        }

        if (!RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text), out var time))
        {
            Refuse(name, "must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00");
            return null;
        }

        if (time.TryResolve(zone, out var instant).Describe() is { } fault)
        {
            Refuse(name, fault);
            return null;
        }

        return instant;
    }

    /// <summary>A date, or its midnight without an offset.</summary>
    public LocalDate? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TryParseDate(text, out var date) || TryParseMidnight(text, out date))
        {
            return date;
        }

        Refuse(name, "must be a date like 2019-03-14");
        return null;
    }

    /// <summary>Separated by commas.</summary>
    public IEnumerable<string> Texts(string name)
    {
        var texts = Values(name)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Take(MostValues + 1)
            .ToList();
        if (texts.Count <= MostValues)
        {
            return texts;
        }

        Refuse(name, $"must have at most {MostValues} values");
        return [];
    }

    private string? Text(string name)
    {
        var values = Values(name);
        if (values.Count > 1)
        {
            Refuse(name, "must be given once");
            return null;
        }

        return values.Count == 1 && values[0] is { Length: > 0 } text ? text : null;
    }

    private ImmutableArray<T> Values<T>(string name, Parser<T> tryParse, string fault)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var text in Texts(name))
        {
            if (!tryParse(text, out var value))
            {
                Refuse(name, fault);
                return [];
            }

            values.Add(value);
        }

        return [.. values.Distinct()];
    }

    private StringValues Values(string name) => query.TryGetValue(name, out var values) ? values : StringValues.Empty;

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static bool TryParseMidnight(string text, out LocalDate date)
    {
        date = default;
        return RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text), out var time)
            && !time.HasOffset && time.Local.TimeOfDay == LocalTime.Midnight
            && TryParseDate(text[..10], out date);
    }

    private static bool TryParseDate(string text, out LocalDate date)
    {
        date = default;
        if (text.Length != 10
            || !RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text + "T00:00"), out var time)
            || time.Local.Date < FirstDate || time.Local.Date > LastDate)
        {
            return false;
        }

        date = time.Local.Date;
        return true;
    }
}
