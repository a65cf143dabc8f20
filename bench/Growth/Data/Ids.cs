using Scheduling.BookingRush;

namespace Scheduling.Growth;

/// <summary>The ids of a seed's people and blocks, as SQL makes them of a number.</summary>
internal sealed class Ids(int seed, TimeProvider time)
{
    /// <summary>The number is what an id ends with.</summary>
    private const int NumberDigits = 8;

    private readonly Plan plan = new(seed, Plan.DayAfterTomorrow(time), SlotMinutes);

    public const int SlotMinutes = 10;

    public int Seed => seed;

    public int FirstNumber => plan.PersonNumber(0);

    /// <param name="number">An expression.</param>
    public string Patient(string number) => Expression(plan.Patient(0), number);

    /// <param name="number">An expression.</param>
    public string Clinician(string number) => Expression(plan.Clinician(0), number);

    /// <param name="number">An expression.</param>
    public string Block(string number) => Expression(plan.Block(0), number);

    private static string Expression(Guid first, string number) =>
        $"('{first.ToString()[..^NumberDigits]}' || lpad(to_hex({number}), {NumberDigits}, '0'))::uuid";
}
