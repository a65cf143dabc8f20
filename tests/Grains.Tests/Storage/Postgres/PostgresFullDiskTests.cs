using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>What was promised when the server's disk is full, on a disk that is.</summary>
public sealed class PostgresFullDiskTests : IAsyncLifetime
{
    private readonly SmallDisk disk = SmallDisk.Make();
    private readonly Key block = NewKey();
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private readonly Person[] patients = [.. Enumerable.Range(0, 300).Select(_ => Person(NewKey()))];
    private readonly PostgresServer server;
    private readonly PostgresStores stores;
    private PostgresScheduleStore store = null!;
    private int booked;

    public PostgresFullDiskTests()
    {
        server = PostgresServer.Start(disk.ServerDirectory);
        stores = new PostgresStores(PostgresServer.NewMigratedDatabase(server.ConnectionString));
    }

    public async Task InitializeAsync()
    {
        store = stores.Open();
        var batch = new ImportBatch
        {
            People = [Imported(clinician), .. patients.Select(Imported)],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        await Book();
    }

    public async Task DisposeAsync()
    {
        await stores.Close();
        server.Dispose();
        disk.Dispose();
    }

    [Fact]
    public async Task A_full_disk_refuses_commits_wholly_lets_reads_go_on_and_is_forgotten_once_there_is_room()
    {
        disk.FillUnderTables(stores.Database);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(BookUntilItFails);

        var cause = Assert.IsType<PostgresException>(refused.GetBaseException());
        Assert.Equal(PostgresErrorCodes.DiskFull, cause.SqlState);
        await AssertStored(booked);
        Assert.Null(await store.LoadAppointment(Next().Key));
        Assert.Equal(1, (await store.LoadPatientCalendar(patients[booked].Key, Now))!.Version);
        disk.Free();
        await Book();
        await AssertStored(booked);
    }

    [Fact]
    public async Task A_server_that_cannot_write_its_log_loses_no_answered_commit_and_goes_on_once_there_is_room()
    {
        disk.FillUnderLog(stores.Database);

        var fault = await Record.ExceptionAsync(BookUntilItFails);

        Assert.True(fault is StoreUnavailableException or OutcomeUnknownException, $"{fault}");
        disk.Free();
        server.Restart();
        // Every connection that was lost is noticed once.
        await Record.ExceptionAsync(() => store.LoadBlock(block));
        await Record.ExceptionAsync(store.Ping);
        var stored = (await store.LoadBlock(block))!;
        Assert.InRange(stored.Live.Length, booked, booked + 1);
        booked = stored.Live.Length;
        await AssertStored(booked);
        await Book();
    }

    private async Task BookUntilItFails()
    {
        while (booked < patients.Length)
        {
            await Book();
        }
    }

    private async Task Book()
    {
        var outcome = await store.Commit(Commit(block, booked + 1, StoreFacts.Book(Next())));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcome));
        booked++;
    }

    /// <summary>The same one until it is booked.</summary>
    private Appointment Next()
    {
        var patient = patients[booked].Key;
        return Appointment(block, patient, clinician.Key.Id, Minutes(booked, booked + 1)) with { Key = patient };
    }

    private async Task AssertStored(int appointments)
    {
        var stored = await store.LoadBlock(block);
        Assert.Equal((appointments + 1, appointments), (stored!.Version, stored.Live.Length));
        var calendars = await Task.WhenAll(patients.Select(one => store.LoadPatientCalendar(one.Key, Now)));
        Assert.All(calendars, calendar => Assert.Equal(calendar!.Version - 1, calendar.Live.Length));
        Assert.Equal(appointments, calendars.Sum(calendar => calendar!.Live.Length));
    }
}
