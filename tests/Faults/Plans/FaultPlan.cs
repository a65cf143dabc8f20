using Scheduling.Faults.Relays;

namespace Scheduling.Faults.Plans;

/// <summary>
/// Which faults come when: everything follows from the seed. The first ones of an even seed and of the odd one after it
/// are all kinds together.
/// </summary>
internal static class FaultPlan
{
    /// <summary>Before the end of a rush no fault begins: what it leaves is still to be seen.</summary>
    public static readonly TimeSpan QuietEnd = TimeSpan.FromSeconds(15);

    private const double Together = 0.25;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(3);

    public static IReadOnlyList<PlannedFault> Of(int seed, TimeSpan length)
    {
        var kinds = Enum.GetValues<FaultKind>();
        new Random(seed / 2).Shuffle(kinds);
        var half = (kinds.Length + 1) / 2;
        var dealt = new Queue<FaultKind>(seed % 2 == 0 ? kinds[..half] : kinds[half..]);
        var chance = new Random(seed);
        var faults = new List<PlannedFault>();
        for (var at = First; at < length - QuietEnd; at += Gap(chance))
        {
            var kind = dealt.TryDequeue(out var one) ? one : kinds[chance.Next(kinds.Length)];
            faults.Add(Make(faults.Count + 1, kind, at, chance));
        }

        return faults;
    }

    private static TimeSpan Gap(Random chance) => chance.NextDouble() < Together
        ? TimeSpan.FromMilliseconds(chance.Next(0, 500))
        : TimeSpan.FromMilliseconds(chance.Next(5_000, 9_000));

    private static PlannedFault Make(int number, FaultKind kind, TimeSpan at, Random chance) => new()
    {
        Number = number,
        Kind = kind,
        At = at,
        Target = chance.Next(0, 100),
        Length = TimeSpan.FromMilliseconds(chance.Next(2_000, 7_000)),
        Meets = chance.Next(2) == 0 ? TrapAt.Request : TrapAt.Answer,
        IsWorse = chance.Next(2) == 0,
        IsEverywhere = chance.Next(3) == 0,
    };
}
