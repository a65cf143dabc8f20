using System.Globalization;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary>What bookings may cost more for.</summary>
internal static class BookingGrowths
{
    private const int Blocks = 500;
    private const int Patients = 60_000;
    private const string Whose = "Microseconds of processor time of the product's process and of PostgreSQL";

    public static readonly BookingGrowth OfBlocks = new()
    {
        Name = "blocks",
        UsualSizes = [500, 5_000, 20_000, 100_000],
        Gate = 1.3,
        Goal = 1.1,
        Text = $"{Whose}. Every block was booked once before, so its grain is there; what that first booking costs, "
            + "which reads the block, is told apart.",
        At = AtBlocks,
    };

    public static readonly BookingGrowth OfAppointments = new()
    {
        Name = "appointments",
        UsualSizes = [0, 100_000, 1_000_000],
        Gate = 1.6,
        Goal = 1.3,
        Text = $"{Whose}, for bookings in 500 blocks. The stored ones are live, in blocks and of patients of their own, "
            + "so that every index has them.",
        At = (ground, size, duration, stop) => AtUsual(
            ground, ground.Starting.StartProductOn, duration, stop,
            statements: size == 0 ? [] : Stored(ground.Stored, size)),
    };

    public static readonly BookingGrowth OfSilos = new()
    {
        Name = "silos",
        UsualSizes = [1, 2, 4],
        Gate = 2,
        Goal = 1.4,
        Text = "Microseconds of processor time of the gateway, of all silos together and of PostgreSQL, all on one "
            + "machine: it is the cost that counts here, not the rate. Each silo gathers its own commits, so with more "
            + "silos a group has fewer bookings.",
        At = (ground, size, duration, stop) => AtUsual(
            ground, database => ground.Starting.StartSilos(database, size), duration, stop, silos: size),
    };

    public static readonly BookingGrowth OfCapacity = new()
    {
        Name = "capacity",
        UsualSizes = [1, 10, 100, 500],
        Text = $"{Whose}. There are always 72,000 places: 500 blocks of capacity 1, 5 of capacity 100, one of 500.",
        At = AtCapacity,
    };

    /// <summary>
    /// Two workers of one run, one after the other: with an odd number of blocks each comes by all of them, so the
    /// second finds every block awake.
    /// </summary>
    private static Task<Dictionary<string, double>> AtBlocks(
        Ground ground, int size, TimeSpan duration, CancellationToken stop)
    {
        var blocks = (size - 1) | 1;
        var patients = (2 * blocks) + Patients;
        return ground.On(
            [Copies.Patients(ground.Measured, patients + 1), Copies.Blocks(ground.Measured, blocks)],
            ground.Starting.StartProductOn,
            async running =>
            {
                var everyBlock = Ground.Booking(blocks, patients, TimeSpan.FromMinutes(10), slots: 2);
                var first = await ground.Cost(ground.Measured, running, stop, [.. everyBlock, "--worker", "1/2"]);
                var more = Ground.Booking(blocks, patients, duration);
                var next = await ground.Cost(ground.Measured, running, stop, [.. more, "--worker", "2/2"]);
                next["first booking CPU µs"] = first[BookingCost.Cpu];
                return next;
            },
            stop);
    }

    private static Task<Dictionary<string, double>> AtCapacity(
        Ground ground, int size, TimeSpan duration, CancellationToken stop)
    {
        var blocks = Math.Max(1, Blocks / size);
        return ground.On(
            [
                $"update availability_block set own_capacity = {size.ToString(CultureInfo.InvariantCulture)} "
                    + $"where id = {ground.Measured.Block("0")}",
                Copies.Patients(ground.Measured, Patients + 1), Copies.Blocks(ground.Measured, blocks),
            ],
            ground.Starting.StartProductOn,
            running => ground.CostAtCapacity(size, blocks, Patients, duration, running, stop),
            stop);
    }

    private static Task<Dictionary<string, double>> AtUsual(
        Ground ground, Func<string, Task<Running>> start, TimeSpan duration, CancellationToken stop,
        int silos = 1, params string[] statements) => ground.On(
        [Copies.Patients(ground.Measured, Patients + 1), Copies.Blocks(ground.Measured, Blocks), .. statements],
        start,
        running => ground.Cost(ground.Measured, running, stop, Ground.Booking(Blocks, Patients, duration)),
        stop,
        silos);

    private static string[] Stored(Ids ids, int size) =>
    [
        Copies.Patients(ids, Copies.StoredClinicians * Copies.StoredEach), Copies.Blocks(ids, Copies.StoredClinicians),
        Copies.Stored(ids, size),
    ];
}
