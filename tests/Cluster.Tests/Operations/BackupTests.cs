using Npgsql;
using Scheduling.BookingRush;
using Scheduling.Cluster.Tests.Cluster;
using Scheduling.Cluster.Tests.Embedded;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>What docs/backup.md says is done, on a server with the roles of roles.sql.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly PostgresServer server = PostgresServer.Start();
    private readonly Folder folder = new();
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private readonly Key block = NewKey();
    private readonly Person[] patients = [.. Enumerable.Range(0, 500).Select(_ => Person(NewKey()))];
    private readonly Page page = new("backup.md");

    public void Dispose()
    {
        folder.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task What_was_answered_before_a_backup_is_in_it_audited_and_started_on()
    {
        await MakeDatabase();
        var stores = new PostgresStores(Setting("scheduling", "scheduling_runtime"));
        var store = stores.Open();
        await Fill(store);
        using var enough = new CancellationTokenSource();
        var (some, booking) = BookUntil(store, enough.Token);
        var before = await some;

        await Run(page.Commands[0]);
        await enough.CancelAsync();
        var booked = await booking;
        await stores.Close();
        var audit = await Run(page.Commands[1]);

        Assert.Contains("ok    No block holds more than its capacity", audit);
        Assert.DoesNotContain("FAIL", audit);
        var restored = PostgresServer.Scalar<long>(
            Setting("scheduling_restored", "scheduling_owner"), "select count(*) from appointment where status = 1");
        Assert.InRange(restored, before, booked);
        await using var cluster = await new TestCluster(Setting("scheduling_restored", "scheduling_runtime"))
            .Start(silos: 1, gateways: 0);
        Assert.Equal(
            1L,
            PostgresServer.Scalar<long>(cluster.Database, "select count(*) from orleansmembershiptable"));
    }

    private async Task MakeDatabase()
    {
        var roles = Path.Combine(PostgresServer.Root, "src", "Silo", "Storage", "Postgres", "roles.sql");
        await Run($"psql \"$SERVER\" -q -v owner_password=o -v runtime_password=r -v gateway_password=g -f '{roles}'");
        await using var migrated = await ProgramProcess.RunToTheEnd(
            "Silo", folder.Path, "migrate", "--Cluster:Database", Setting("scheduling", "scheduling_owner"));
        Assert.Equal(0, await migrated.End());
    }

    private async Task Fill(PostgresScheduleStore store)
    {
        var batch = new ImportBatch
        {
            People = [Imported(clinician), .. patients.Select(Imported)],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
    }

    /// <summary>How many are booked when the backup may begin, and how many in the end.</summary>
    private (Task<int> Some, Task<int> All) BookUntil(PostgresScheduleStore store, CancellationToken enough)
    {
        var some = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (some.Task, Task.Run(async () =>
        {
            var booked = 0;
            while (booked < patients.Length && !enough.IsCancellationRequested)
            {
                var time = Minutes(booked, booked + 1);
                var appointment = Appointment(block, patients[booked].Key, clinician.Key.Id, time);
                var outcomes = await store.Commit(Commit(block, booked + 1, Book(appointment)));
                Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes));
                if (++booked == 20)
                {
                    some.SetResult(booked);
                }
            }

            return booked;
        }));
    }

    private Task<string> Run(string commands) => Page.Run(
        commands,
        folder.Path,
        ("SERVER", Address("postgres", "postgres")),
        ("DATABASE", Address("scheduling", "scheduling_owner")),
        ("RESTORED", Address("scheduling_restored", "scheduling_owner")),
        ("Cluster__Database", Setting("scheduling_restored", "scheduling_owner")),
        ("SILO", ProgramProcess.Executable("Silo")));

    private string Setting(string database, string role) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database, Username = role }
            .ConnectionString;

    private string Address(string database, string role)
    {
        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        return $"postgresql://{role}@{settings.Host}:{settings.Port}/{database}";
    }
}
