using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Scheduling.Gateway.Http;

/// <summary>A time zone of the API: a permanent number and an IANA name.</summary>
internal sealed record NumberedZone(int Id, string Name);

/// <summary>
/// The zones that requests name by number. The table stands in <c>TimeZones.txt</c>, to which lines are only ever
/// added: a number that was given out means the same zone for good.
/// </summary>
internal static class TimeZones
{
    private const string Table = "Scheduling.Gateway.Http.TimeZones.txt";

    /// <summary>By id.</summary>
    public static readonly ImmutableArray<NumberedZone> All = [.. ReadTable()];

    private static readonly FrozenDictionary<int, DateTimeZone> ById =
        All.ToFrozenDictionary(zone => zone.Id, zone => DateTimeZoneProviders.Tzdb[zone.Name]);

    /// <summary>The zone with a number; nothing where there is none.</summary>
    public static DateTimeZone? Find(int id) => ById.GetValueOrDefault(id);

    /// <summary>The zone with an IANA name, older names included; nothing where there is none.</summary>
    public static DateTimeZone? Find(string? name) =>
        string.IsNullOrEmpty(name) || IsMadeUp(name) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>NodaTime reads <c>UTC+05:30</c> as a zone; IANA has no such name.</summary>
    private static bool IsMadeUp(string name) =>
        name.StartsWith("UTC+", StringComparison.Ordinal) || name.StartsWith("UTC-", StringComparison.Ordinal);

    private static IEnumerable<NumberedZone> ReadTable()
    {
        using var stream = typeof(TimeZones).Assembly.GetManifestResourceStream(Table)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var parts = line.Split(' ');
            yield return new NumberedZone(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }
    }
}
