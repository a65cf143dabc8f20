namespace Scheduling.BookingRush;

/// <summary>
/// How a book may stand: which stays are there and where, and which of the pieces that are open have taken effect. A
/// value; steps make new ones.
/// </summary>
internal sealed class Standing
{
    /// <summary>The place of a stay that has ended, in books where that matters.</summary>
    public const int Ended = -1;

    /// <summary>Pairs of a stay and the number of its place, by stay.</summary>
    private readonly int[] stays;

    private Standing(int[] stays, ulong[] done) => (this.stays, Done) = (stays, done);

    public static Standing Empty { get; } = new([], []);

    /// <summary>A bit for every open piece, by its number among those.</summary>
    public ulong[] Done { get; }

    public int Count => stays.Length / 2;

    public (int Stay, int Place) this[int index] => (stays[2 * index], stays[(2 * index) + 1]);

    /// <summary>Nothing where it is not there; <see cref="Ended"/> where that is remembered.</summary>
    public int? PlaceOf(int stay)
    {
        var at = Find(stay);
        return at < 0 ? null : stays[at + 1];
    }

    public bool IsDone(int number) => number >> 6 < Done.Length && (Done[number >> 6] & (1UL << number)) != 0;

    public Standing With(int number)
    {
        var next = new ulong[Math.Max(Done.Length, (number >> 6) + 1)];
        Done.CopyTo(next, 0);
        next[number >> 6] |= 1UL << number;
        return new Standing(stays, next);
    }

    /// <summary>The number is another piece's now.</summary>
    public Standing Without(int number)
    {
        if (!IsDone(number))
        {
            return this;
        }

        var next = (ulong[])Done.Clone();
        next[number >> 6] &= ~(1UL << number);
        return new Standing(stays, Trimmed(next));
    }

    public Standing Begin(int stay, int place)
    {
        var at = Find(stay);
        var next = at >= 0 ? (int[])stays.Clone() : [.. stays[..~at], stay, place, .. stays[~at..]];
        if (at >= 0)
        {
            next[at + 1] = place;
        }

        return new Standing(next, Done);
    }

    /// <summary>Where it is there.</summary>
    public Standing End(int stay, bool remember)
    {
        var at = Find(stay);
        return at < 0 || stays[at + 1] == Ended ? this
            : remember ? Begin(stay, Ended)
            : new Standing([.. stays[..at], .. stays[(at + 2)..]], Done);
    }

    public bool HasSameStays(Standing other) => stays.AsSpan().SequenceEqual(other.stays);

    public int StaysHash()
    {
        var hash = new HashCode();
        foreach (var number in stays)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }

    private static ulong[] Trimmed(ulong[] words) => words[..(Array.FindLastIndex(words, word => word != 0) + 1)];

    /// <returns>The index of the pair, or the complement of where it would be.</returns>
    private int Find(int stay)
    {
        var (low, high) = (0, (stays.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (stays[2 * middle] == stay)
            {
                return 2 * middle;
            }

            (low, high) = stays[2 * middle] < stay ? (middle + 1, high) : (low, middle - 1);
        }

        return ~(2 * low);
    }
}
