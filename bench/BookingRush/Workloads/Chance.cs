namespace Scheduling.BookingRush;

/// <summary>Chance that is the same in every run with the same seed, whatever else happens meanwhile.</summary>
internal static class Chance
{
    /// <summary>From 0 to 1, exclusive; by SplitMix64 of the seed, the number and the question.</summary>
    public static double Of(int seed, long number, int question)
    {
        var z = ((ulong)(uint)seed << 32) + (uint)question + ((ulong)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
