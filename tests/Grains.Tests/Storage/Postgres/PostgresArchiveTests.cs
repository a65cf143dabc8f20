using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres.Archive;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>What was over long ago is moved out of the way, and stays.</summary>
public sealed class PostgresArchiveTests : IAsyncLifetime
{
    private const int OldBlocks = 120;

    /// <summary>Between the old blocks and the young one.</summary>
    private static readonly DateTimeOffset Before = Morning.AddDays(300);

    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private readonly Key patient = NewKey();
    private readonly Key otherPatient = NewKey();
    private readonly Key young = NewKey();
    private readonly Key[] old = [.. Enumerable.Range(0, OldBlocks).Select(_ => NewKey())];
    private PostgresScheduleStore store = null!;

    public async Task InitializeAsync()
    {
        store = stores.Open();
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient)), Imported(Person(otherPatient))],
            Blocks =
            [
                .. old.Select((key, day) => new ImportedBlock(Block(key, Day(day)), clinician.Number!.Value)),
                new ImportedBlock(Block(young, Day(400)), clinician.Number!.Value),
            ],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
    }

    public Task DisposeAsync() => stores.Close();

    [Fact]
    public async Task Old_blocks_and_their_appointments_are_moved_and_found_by_their_ids()
    {
        var live = await Booked(old[0], day: 0);
        var cancelled = await Booked(old[1], day: 1);
        cancelled = cancelled with { Version = 2, Status = AppointmentStatus.CancelledByPatient };
        await Commit(old[1], 2, new AppointmentChange(cancelled));
        var kept = await Booked(young, day: 400);

        Assert.Equal(new ArchiveCount(OldBlocks, 2), await Archive());

        Assert.Equal(live with { IsArchived = true }, await store.LoadAppointment(live.Key));
        Assert.Equal(cancelled with { IsArchived = true }, await store.LoadAppointment(cancelled.Key));
        Assert.False((await store.LoadAppointment(live.Key))!.IsLive);
        Assert.Equal(kept, await store.LoadAppointment(kept.Key));
        Assert.Equal(kept.Key.Id, Assert.Single((await store.LoadBlock(young))!.Live).Id);
        Assert.Null(await store.LoadBlock(old[0]));
        Assert.Equal(
            $"3 2 {OldBlocks + 1} {OldBlocks}",
            Scalar(
                """
                select concat_ws(' ', count(*), count(archived_at),
                    (select count(*) from every_availability_block),
                    (select count(archived_at) from every_availability_block))
                from every_appointment
                """));
    }

    [Fact]
    public async Task Every_calendar_that_loses_a_block_has_another_version()
    {
        var before = await ClinicianVersion();
        await Booked(old[0], day: 0);

        await Archive();

        Assert.Equal(3, await store.ReadBlockVersion(old[0]));
        Assert.Equal(2, await store.ReadBlockVersion(old[1]));
        Assert.Equal(1, await store.ReadBlockVersion(young));
        Assert.True(await ClinicianVersion() > before);
        // A silo that remembers the block from before can commit nothing on it.
        var late = Book(Appointment(old[1], patient, clinician.Key.Id, Day(1)), patientVersion: 2);
        Assert.Equal([ChangeOutcome.BlockLost], await Commit(old[1], 1, late));
    }

    [Fact]
    public async Task Expired_holds_go_with_their_block()
    {
        PostgresServer.Run(
            stores.Database,
            $"""
            insert into hold
            select hospital_id, id, id, gen_random_uuid(), clinician_id, starts_at, ends_at, now() - interval '1 day',
                clinician_id, now()
            from availability_block
            """);

        await Archive();

        Assert.Equal($"1 {young.Id}", Scalar("select count(*) || ' ' || min(block_id::text) from hold"));
    }

    [Fact]
    public async Task An_archived_id_exists_and_is_not_booked_a_second_time()
    {
        var archived = await Booked(old[0], day: 0);
        await Archive();
        var sameId = archived with { BlockId = young.Id, Time = Day(400) };
        var change = Book(sameId, (await store.LoadPatientCalendar(patient, Now))!.Version);
        var unstorable = Appointment(young, otherPatient, clinician.Key.Id, Day(400));
        unstorable = unstorable with { Details = Details with { IntakeMetadata = "no" } };

        Assert.Equal([ChangeOutcome.IdExists], await Commit(young, 1, change));
        // With a row beside it that the database refuses, so that both are written row by row.
        Assert.Equal(ChangeOutcome.IdExists, (await Commit(young, 2, change, Book(unstorable)))[0]);
        Assert.True((await store.LoadAppointment(archived.Key))!.IsArchived);
    }

    [Fact]
    public async Task A_block_that_an_old_file_has_opened_again_is_moved_again()
    {
        await Archive();
        var file = new ImportBatch
        {
            Blocks = [new ImportedBlock(Block(old[0], Day(0)), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, file, Now)).Answer.Status);

        Assert.Equal(new ArchiveCount(1, 0), await Archive());

        Assert.Null(await store.LoadBlock(old[0]));
    }

    [Fact]
    public async Task Again_moves_nothing()
    {
        await Archive();

        Assert.Equal(new ArchiveCount(), await Archive());
    }

    [Fact]
    public async Task A_look_changes_nothing()
    {
        await Booked(old[0], day: 0);

        await using (var archive = await PostgresArchive.Open(stores.Database, Before, HospitalId))
        {
            Assert.Equal(new ArchiveCount(OldBlocks, 1), archive.Aged);
        }

        Assert.NotNull(await store.LoadBlock(old[0]));
    }

    [Fact]
    public async Task Another_hospitals_blocks_stay()
    {
        await using var archive = await PostgresArchive.Open(stores.Database, Before, HospitalId + 1);

        Assert.Equal((new ArchiveCount(), new ArchiveCount()), (archive.Aged, await archive.Move()));
    }

    [Fact]
    public async Task What_somebody_holds_or_has_changed_since_stays_for_the_next_run()
    {
        await using var archive = await PostgresArchive.Open(stores.Database, Before, hospitalId: null);
        var changed = await Booked(old[1], day: 1);
        using (stores.Frozen($"select from block_calendar where id = '{old[0].Id}' for update"))
        {
            Assert.Equal(new ArchiveCount(OldBlocks - 2, 0), await archive.Move());
        }

        Assert.Equal(changed, await store.LoadAppointment(changed.Key));
        Assert.Equal(new ArchiveCount(2, 1), await Archive());
    }

    [Fact]
    public async Task Commits_do_not_wait_for_a_batch_that_has_stopped_in_the_middle()
    {
        await Booked(old[0], day: 0);
        // The archive has held its batch, and meets a row that a frozen client is adding.
        using var frozen = stores.Frozen(
            "insert into archived_availability_block select *, now() from availability_block"
            + $" where id = '{old[3].Id}'");
        var archiving = Archive();

        var booked = await Booked(young, day: 400);

        Assert.False(archiving.IsCompleted);
        Assert.Equal(booked, await store.LoadAppointment(booked.Key));
        frozen.Dispose();
        Assert.Equal(new ArchiveCount(OldBlocks, 1), await archiving);
    }

    [Theory]
    [InlineData("appointment", "archived_appointment")]
    [InlineData("availability_block", "archived_availability_block")]
    public void The_archive_has_every_column_of_what_it_keeps(string table, string archive)
    {
        const string Columns =
            "select string_agg(attname || ' ' || atttypid::regtype, ', ' order by attname) from pg_attribute"
            + " where attnum > 0 and not attisdropped and attname <> 'archived_at' and attrelid = ";

        Assert.Equal(Scalar($"{Columns} '{table}'::regclass"), Scalar($"{Columns} '{archive}'::regclass"));
    }

    private static TimeRange Day(int day) => new(Morning.AddDays(day), Morning.AddDays(day).AddHours(8));

    private async Task<ArchiveCount> Archive()
    {
        await using var archive = await PostgresArchive.Open(stores.Database, Before, hospitalId: null);
        return await archive.Move();
    }

    private async Task<Appointment> Booked(Key block, int day)
    {
        var start = Morning.AddDays(day);
        var appointment = Appointment(block, patient, clinician.Key.Id, new TimeRange(start, start.AddMinutes(15)));
        var change = Book(appointment, (await store.LoadPatientCalendar(patient, Now))!.Version);
        Assert.Equal([ChangeOutcome.Done], await Commit(block, (await store.ReadBlockVersion(block))!.Value, change));
        return appointment;
    }

    private async Task<ChangeOutcome[]> Commit(Key block, long version, params AppointmentChange[] changes) =>
        [.. await store.Commit(StoreFacts.Commit(block, version, [.. changes]))];

    private async Task<long> ClinicianVersion() =>
        (await store.LoadClinicianCalendar(clinician.Key, Day(400)))!.Version;

    private string Scalar(string sql) => PostgresServer.Scalar<string>(stores.Database, sql);
}
