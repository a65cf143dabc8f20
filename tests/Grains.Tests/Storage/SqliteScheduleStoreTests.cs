using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class SqliteScheduleStoreTests : ScheduleStoreSuite
{
    private readonly string folder = Directory.CreateTempSubdirectory("schedule-store-").FullName;
    private readonly List<SqliteScheduleStore> stores = [];

    private string Database => Path.Combine(folder, "schedule.db");

    private protected override Task<IScheduleStore> OpenStore() => Task.FromResult<IScheduleStore>(Open());

    private protected override IScheduleReads ReadsOf(IScheduleStore store) => ((SqliteScheduleStore)store).Reads;

    public override async Task DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Commit_on_a_full_disk_is_unavailable_and_goes_on_when_there_is_room()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var full = Open(options => options.MostPages = 100);
        var large = Details with { IntakeMetadata = $"\"{new string('x', 500_000)}\"" };
        var appointment = Appointment(block, patient, clinician, Minutes(0, 15)) with { Details = large };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => full.Commit(Commit(block, 1, Book(appointment))));

        Assert.Null(await full.LoadAppointment(appointment.Key));
        Assert.Equal(1, await full.ReadBlockVersion(block));
        var small = appointment with { Details = Details };
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await full.Commit(Commit(block, 1, Book(small)))));
    }

    [Fact]
    public async Task Commit_while_another_program_writes_is_unavailable_and_goes_on_after_it()
    {
        var (block, clinician) = await NewBlock();
        var booking = Commit(block, 1, Book(Appointment(block, await NewPatient(), clinician, Minutes(0, 15))));
        var impatient = Open(options => options.BusyTimeLimit = TimeSpan.FromMilliseconds(20));
        using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        Run(other, "begin immediate");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => impatient.Commit(booking));
        await Assert.ThrowsAsync<StoreUnavailableException>(impatient.Ping);

        Assert.Equal(1, await impatient.ReadBlockVersion(block));
        Run(other, "rollback");
        await impatient.Ping();
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await impatient.Commit(booking)));
    }

    [Fact]
    public async Task Loads_after_a_file_that_could_not_be_read_go_on()
    {
        var (block, _) = await NewBlock();
        using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        Run(other, "alter table block_calendar rename to somewhere_else");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.ReadBlockVersion(block));

        Run(other, "alter table somewhere_else rename to block_calendar");
        Assert.Equal(1, await Store.ReadBlockVersion(block));
    }

    [Fact]
    public async Task Reopening_what_a_process_left_behind_has_every_committed_row()
    {
        var (block, clinician) = await NewBlock();
        var booked = new List<Appointment>();
        foreach (var patient in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => NewPatient())))
        {
            booked.Add(await Booked(block, clinician, patient, from: booked.Count * 15));
        }

        // Nothing is closed: these are the files as a killed process leaves them.
        var left = Directory.CreateDirectory(Path.Combine(folder, "left")).FullName;
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        }

        var reopened = Open(options => options.Path = Path.Combine(left, "schedule.db"));

        Assert.Equal(booked.Select(one => one.Key.Id), (await reopened.LoadBlock(block))!.Live.Select(live => live.Id));
        Assert.Equal(booked[^1], await reopened.LoadAppointment(booked[^1].Key));
        Assert.Equal("ok", Scalar(Path.Combine(left, "schedule.db"), "pragma integrity_check"));
    }

    [Fact]
    public async Task Close_finishes_what_waits_and_refuses_the_rest()
    {
        var (block, clinician) = await NewBlock();
        var appointment = Appointment(block, await NewPatient(), clinician, Minutes(0, 15));
        var last = Store.Commit(Commit(block, 1, Book(appointment)));

        await stores[0].Close();

        Assert.Equal(ChangeOutcome.Done, Assert.Single(await last));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Commit(Commit(block, 2, Book(appointment))));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.LoadBlock(block));
        Assert.False(File.Exists(Database + "-wal"));
        Assert.Equal(appointment, await Open().LoadAppointment(appointment.Key));
    }

    [Fact]
    public async Task Readable_views_show_ids_and_times_as_text()
    {
        var (block, clinician) = await NewBlock();
        var appointment = await Booked(block, clinician, await NewPatient());

        Assert.Equal(
            $"{appointment.Key.Id} {block.Id} Scheduled 2030-03-14 08:00:00",
            Scalar(
                Database,
                "select id || ' ' || block_id || ' ' || status || ' ' || starts_at from readable_appointment"));
    }

    private SqliteScheduleStore Open(Action<SqliteStoreOptions>? configure = null)
    {
        var options = new SqliteStoreOptions { Path = Database, Queue = { TimeLimit = TimeSpan.FromSeconds(60) } };
        configure?.Invoke(options);
        var store = SqliteScheduleStore.Open(options, TimeProvider.System);
        stores.Add(store);
        return store;
    }

    private static string? Scalar(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
