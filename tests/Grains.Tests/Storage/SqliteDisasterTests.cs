using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>What was promised when the file itself is in trouble: an error, never a wrong answer.</summary>
public sealed class SqliteDisasterTests : IAsyncLifetime
{
    private const int PageBytes = 4096;

    private readonly string folder = Directory.CreateTempSubdirectory("schedule-disaster-").FullName;
    private readonly List<SqliteScheduleStore> stores = [];
    private readonly Key block = NewKey();
    private readonly Key patient = NewKey();
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private Appointment booked = null!;

    private string Database => Path.Combine(folder, "schedule.db");

    public async Task InitializeAsync()
    {
        var store = Open(Database);
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient))],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        booked = Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await store.Commit(Commit(block, 1, Book(booked)))));
    }

    public async Task DisposeAsync()
    {
        await Close();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_refuses_commits_and_lets_reads_go_on()
    {
        var readOnly = Open($"file:{Database}?mode=ro");
        var next = Appointment(block, patient, clinician.Key.Id, Minutes(15, 30));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => readOnly.Commit(Commit(block, 2, Book(next, 2))));
        await Assert.ThrowsAsync<StoreUnavailableException>(readOnly.Ping);

        Assert.Equal(booked, await readOnly.LoadAppointment(booked.Key));
        Assert.Equal(2, await readOnly.ReadBlockVersion(block));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await Open(Database).Commit(Commit(block, 2, Book(next, 2)))));
    }

    [Fact]
    public async Task A_broken_page_is_an_error_where_it_is_read_and_a_backup_has_what_was_on_it()
    {
        await Close();
        var backup = Path.Combine(folder, "backup.db");
        File.Copy(Database, backup);
        Break(RootPage("appointment"));
        var broken = Open(Database);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.LoadAppointment(booked.Key));
        var rival = Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.Commit(Commit(block, 2, Book(rival, 2))));

        // What is on other pages, such as the index of live appointments, is still told, and true.
        Assert.Equal(booked.Key.Id, Assert.Single((await broken.LoadBlock(block))!.Live).Id);
        Assert.NotEqual("ok", Scalar("pragma integrity_check"));
        Assert.Equal(booked, await Open(backup).LoadAppointment(booked.Key));
    }

    private SqliteScheduleStore Open(string path)
    {
        var store = SqliteScheduleStore.Open(new SqliteStoreOptions { Path = path }, TimeProvider.System);
        stores.Add(store);
        return store;
    }

    private async Task Close()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        stores.Clear();
    }

    private long RootPage(string table) => (long)Scalar($"select rootpage from sqlite_master where name = '{table}'")!;

    /// <summary>As a disk does that answers something else than was written.</summary>
    private void Break(long page)
    {
        using var file = File.OpenWrite(Database);
        file.Position = (page - 1) * PageBytes;
        file.Write(Enumerable.Repeat((byte)0xA5, PageBytes).ToArray());
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
