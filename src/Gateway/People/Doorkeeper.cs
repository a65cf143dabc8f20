namespace Scheduling.Gateway.People;

/// <summary>
/// Whether somebody was asked for not long ago. A table of hashes, each overwritten by the next one of its place:
/// whoever shares a hash counts as asked for too soon, and threads that write one place at once lose one of them.
/// </summary>
/// <param name="bits">It has two to the power of this many places, of four bytes each.</param>
internal sealed class Doorkeeper(int bits)
{
    private readonly int[] hashes = new int[1 << bits];

    /// <summary>Whether it was asked for before, as far as that is still known; from now on it was.</summary>
    public bool Knows(Guid id)
    {
        // Mixed: ids that are counted up differ in a few bits of their own hashes.
        var hash = HashCode.Combine(id);
        ref var place = ref hashes[hash & (hashes.Length - 1)];
        if (place == hash)
        {
            return true;
        }

        place = hash;
        return false;
    }
}
