using System.Collections.Immutable;

namespace Scheduling.Grains.Hospitals;

/// <summary>What becomes of stored settings when a hospital is imported again.</summary>
internal static class HospitalMerge
{
    /// <summary>
    /// Name, zone and settings are the import's. Service types (by id) and codesets (by name, in any case) are
    /// replaced in their place or added at the end; none is removed.
    /// </summary>
    public static Hospital MergedWith(this Hospital stored, Hospital import) => import with
    {
        Id = stored.Id,
        ServiceTypes = Merged(stored.ServiceTypes, import.ServiceTypes, type => type.Id, EqualityComparer<int>.Default),
        Codesets = Merged(stored.Codesets, import.Codesets, set => set.Name, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>Equality by value: that of the records compares lists by reference.</summary>
    public static bool Says(this Hospital one, Hospital other) =>
        one with { ServiceTypes = [], Codesets = [] } == other with { ServiceTypes = [], Codesets = [] }
        && one.ServiceTypes.SequenceEqual(other.ServiceTypes)
        && one.Codesets.Length == other.Codesets.Length
        && one.Codesets.Zip(other.Codesets).All(pair => Says(pair.First, pair.Second));

    private static bool Says(Codeset one, Codeset other) =>
        one.Name == other.Name && one.Codes.SequenceEqual(other.Codes);

    private static ImmutableArray<T> Merged<T, TKey>(
        ImmutableArray<T> stored, ImmutableArray<T> import, Func<T, TKey> key, IEqualityComparer<TKey> keys)
        where TKey : notnull
    {
        var news = new Dictionary<TKey, T>(keys);
        foreach (var item in import)
        {
            news[key(item)] = item;
        }

        var merged = stored.Select(item => news.Remove(key(item), out var replaced) ? replaced : item).ToList();
        foreach (var item in import)
        {
            if (news.Remove(key(item), out var added))
            {
                merged.Add(added);
            }
        }

        return [.. merged];
    }
}
