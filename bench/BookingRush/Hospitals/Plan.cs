using System.Buffers.Binary;

namespace Scheduling.BookingRush;

/// <summary>
/// The people and blocks of one run: each clinician has one block on one day, of slots one after the other. Ids
/// follow from
/// the seed and from numbers, so that nothing has to be read back and every worker knows them.
/// </summary>
/// <param name="Seed">Keeps the ids of several runs apart; from 0 to <see cref="LargestSeed"/>.</param>
/// <param name="Day">Midnight in UTC, when every block begins. Ids of blocks contain it: a stored block keeps its
/// day.</param>
/// <param name="SlotMinutes">Length of a slot.</param>
internal sealed record Plan(int Seed, DateTimeOffset Day, int SlotMinutes)
{
    public const int LargestSeed = 1_999;
    private const int NumbersPerSeed = 1_000_000;
    private static readonly DateTimeOffset FirstDay = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private enum Kind : short
    {
        Patient = 1,
        Clinician = 2,
        Block = 3,
    }

    /// <summary>The day after tomorrow: the whole of it is in the future, wherever the gateway is.</summary>
    public static DateTimeOffset DayAfterTomorrow(TimeProvider time) =>
        new(time.GetUtcNow().UtcDateTime.Date.AddDays(2), TimeSpan.Zero);

    public Guid Patient(int number) => Id(Kind.Patient, 0, number);

    public Guid Clinician(int number) => Id(Kind.Clinician, 0, number);

    public Guid Block(int number) => Id(Kind.Block, DayNumber, number);

    public DateTimeOffset StartOf(int slot) => Day.AddMinutes(slot * SlotMinutes);

    /// <summary>The number by which the hospital knows a patient or a clinician.</summary>
    public int PersonNumber(int number) => ((Seed + 1) * NumbersPerSeed) + number;

    /// <returns>Nothing where it is none of this plan's.</returns>
    public int? PatientNumber(Guid id) => Number(id) is var number && Patient(number) == id ? number : null;

    /// <returns>Nothing where it is none of this plan's.</returns>
    public int? BlockNumber(Guid id) => Number(id) is var number && Block(number) == id ? number : null;

    private int DayNumber => (Day - FirstDay).Days;

    private Guid Id(Kind kind, int day, int number) => new(
        Seed, (short)kind, 0x4000, 0x80, 0, (byte)(day >> 8), (byte)day,
        (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    private static int Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
    }
}
