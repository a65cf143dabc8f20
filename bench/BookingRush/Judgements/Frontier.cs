namespace Scheduling.BookingRush;

/// <summary>
/// All the ways in which a page may stand. Of two that differ only in that more answers have come true in one, the
/// other is left out: whatever it can become, that one can, too.
/// </summary>
internal sealed class Frontier(ulong[] changes)
{
    private readonly Dictionary<int, List<Standing>> byHash = [];

    public int Count { get; private set; }

    public IEnumerable<Standing> All => byHash.Values.SelectMany(some => some);

    /// <returns>Whether it is new.</returns>
    public bool Add(Standing standing)
    {
        var hash = Hash(standing);
        if (!byHash.TryGetValue(hash, out var others))
        {
            byHash[hash] = [standing];
            Count++;
            return true;
        }

        if (others.Exists(other => IsSame(other, standing) && HasAll(other.Done, standing.Done)))
        {
            return false;
        }

        Count -= others.RemoveAll(other => IsSame(other, standing) && HasAll(standing.Done, other.Done));
        others.Add(standing);
        Count++;
        return true;
    }

    private int Hash(Standing standing)
    {
        var hash = new HashCode();
        for (var word = 0; word < standing.Done.Length; word++)
        {
            if (Change(word) is var mask && (standing.Done[word] & mask) is > 0 and var done)
            {
                hash.Add((word, done));
            }
        }

        return HashCode.Combine(hash.ToHashCode(), standing.StaysHash());
    }

    private bool IsSame(Standing one, Standing other)
    {
        for (var word = 0; word < Math.Max(one.Done.Length, other.Done.Length); word++)
        {
            if (((Word(one.Done, word) ^ Word(other.Done, word)) & Change(word)) != 0)
            {
                return false;
            }
        }

        return one.HasSameStays(other);
    }

    private ulong Change(int word) => Word(changes, word);

    private static ulong Word(ulong[] words, int index) => index < words.Length ? words[index] : 0;

    private static bool HasAll(ulong[] more, ulong[] fewer)
    {
        for (var word = 0; word < fewer.Length; word++)
        {
            if ((fewer[word] & ~Word(more, word)) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
