using Microsoft.Data.Sqlite;

namespace Scheduling.BookingRush.Tests;

public sealed class DatabaseTruthTests
{
    private static readonly Plan Plan = new(7, Samples.Day, 10);

    [Fact]
    public async Task List_reads_the_appointments_of_the_plans_blocks_from_the_file()
    {
        using var folder = new ResultFolder();
        var id = Guid.NewGuid();
        await Write(folder["schedule.db"], id, Plan.Block(1), status: 1);
        await Write(folder["schedule.db"], Guid.NewGuid(), Guid.NewGuid(), status: 1);
        var scenario = new ScenarioFile { Workload = WorkloadKind.Rush }.Resolve();

        var stored = await DatabaseTruth.Open(folder["schedule.db"], scenario, Plan)
            .List([0, 1], CancellationToken.None);

        Assert.Equal(
            new Stored(id, Plan.Block(1), Plan.Patient(3), Plan.StartOf(4), Plan.StartOf(5), IsLive: true, "Scheduled"),
            Assert.Single(stored!));
    }

    [Fact]
    public void Open_missing_file_is_refused() => Assert.Throws<UsageException>(() => DatabaseTruth.Open(
        "/nowhere/schedule.db", new ScenarioFile { Workload = WorkloadKind.Rush }.Resolve(), Plan));

    private static async Task Write(string path, Guid id, Guid block, int status)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            create table if not exists appointment
                (hospital_id integer, id blob, block_id blob, patient_id blob, starts_at integer, ends_at integer,
                    status integer);
            insert into appointment values (126, $id, $block, $patient, $from, $to, $status);
            """;
        command.Parameters.AddWithValue("$id", id.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$block", block.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$patient", Plan.Patient(3).ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$from", Plan.StartOf(4).ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$to", Plan.StartOf(5).ToUnixTimeSeconds());
        command.Parameters.AddWithValue("$status", status);
        await command.ExecuteNonQueryAsync();
    }
}
