using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.TimeZones;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Which blocks a list asks for.</summary>
/// <param name="Starts">Blocks that start in it.</param>
/// <param name="ClinicianNumbers">Of these clinicians; nothing: of everybody.</param>
/// <param name="Skip">So many are left out.</param>
/// <param name="Take">At most so many are answered.</param>
internal sealed record AvailabilityBlockQuery(
    TimeRange Starts, ImmutableArray<int>? ClinicianNumbers, int Skip, int Take)
{
    public const int MostTaken = 500;
    private const int UsuallyTaken = 50;
    private const int UsualDays = 30;
    private const int MostDays = 366;

    private static readonly ZoneLocalMappingResolver Forgiving =
        Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);

    /// <summary>All that is wrong with it at once, as it is with a body.</summary>
    public static ApiError? TryRead(IQueryCollection query, DateTimeZone zone, DateTimeOffset now, out AvailabilityBlockQuery read)
    {
        var faults = new Dictionary<string, string[]>();
        var from = Time(query, "startDate", zone, now, faults);
        var to = Time(query, "endDate", zone, Later(from), faults);
        if (faults.Count == 0 && (to <= from || to - from > TimeSpan.FromDays(MostDays)))
        {
            faults["endDate"] = [$"endDate must be after startDate, by at most {MostDays} days"];
        }

        var clinicians = Numbers(query, "clinicianIds", faults);
        var skip = Number(query, "skip", 0, 0, int.MaxValue, faults);
        var take = Number(query, "take", UsuallyTaken, 1, MostTaken, faults);
        read = faults.Count == 0 ? new(new TimeRange(from, to), clinicians, skip, take) : null!;
        return faults.Count == 0 ? null : ApiError.Invalid(faults.First().Value[0], faults);
    }

    private static DateTimeOffset Later(DateTimeOffset from) =>
        from < DateTimeOffset.MaxValue.AddDays(-MostDays) ? from.AddDays(UsualDays) : from;

    private static DateTimeOffset Time(
        IQueryCollection query, string name, DateTimeZone zone, DateTimeOffset other, Dictionary<string, string[]> faults)
    {
        if (Text(query, name) is not { } text)
        {
            return other;
        }

        if (RequestDate.Parse(text) is { } date)
        {
            return date.AtMidnight().InZone(zone, Forgiving).ToInstant().ToDateTimeOffset();
        }

        if (!RequestTimeParser.TryParse(Encoding.UTF8.GetBytes(text), out var time))
        {
            faults[name] = [$"{name} must be a date like 2030-03-14 or a time like 2030-03-14T08:00:00"];
            return other;
        }

        if (time.TryResolve(zone, out var instant).Describe() is { } fault)
        {
            faults[name] = [$"{name} {fault}"];
        }

        return instant;
    }

    /// <summary>Repeated, separated by commas, or both.</summary>
    private static ImmutableArray<int>? Numbers(IQueryCollection query, string name, Dictionary<string, string[]> faults)
    {
        var texts = query[name].SelectMany(value => (value ?? "").Split(',')).Where(text => text.Length > 0).ToList();
        if (!texts.TrueForAll(text => TryParse(text, out _)))
        {
            faults[name] = [$"{name} must be integers"];
            return null;
        }

        return texts.Count == 0 ? null : [.. texts.Select(text => TryParse(text, out var number) ? number : 0).Distinct()];
    }

    private static int Number(
        IQueryCollection query, string name, int other, int least, int most, Dictionary<string, string[]> faults)
    {
        if (Text(query, name) is not { } text)
        {
            return other;
        }

        if (!TryParse(text, out var number) || number < least || number > most)
        {
            faults[name] = [$"{name} must be an integer from {least} to {most}"];
        }

        return number;
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) && values is not [null or ""] ? values.ToString() : null;
}
