using Npgsql;
using Scheduling.BookingRush;
using Scheduling.Growth;

namespace Scheduling.Comparison.Tests;

public sealed class CopiesTests
{
    [Fact]
    public async Task Copies_are_what_the_product_would_have_stored_and_are_booked_like_it()
    {
        await using var ground = await Ground.Prepare(TimeProvider.System, CancellationToken.None);
        var database = await ground.Database(
        [
            Copies.Patients(ground.Stored, Copies.StoredClinicians * Copies.StoredEach),
            Copies.Blocks(ground.Stored, Copies.StoredClinicians), Copies.Stored(ground.Stored, 250_000),
            Copies.Patients(ground.Measured, 5_000), Copies.Blocks(ground.Measured, 10),
        ]);

        var verdict = await Tool.Run(
            ProgramProcess.Executable("Silo"), ["audit", "--Cluster:Database", ground.Server.Database(database)],
            CancellationToken.None);
        await using var running = await ground.Starting.StartProductOn(database);
        var booked = await ground.Run(
            ground.Measured, running, CancellationToken.None,
            [.. Ground.Booking(10, 4_000, TimeSpan.FromMinutes(10), slots: 4), "--connections", "4", "--retry", "100"]);

        Assert.NotEmpty(verdict);
        Assert.Equal(40, booked.Outcomes[BookingRush.Outcome.Won].Count);
        Assert.Equal(250_040, await Count(running.Database));
        Assert.Equal(0, booked.Audit!.Broken);
    }

    private static async Task<long> Count(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from appointment where status = 1", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
