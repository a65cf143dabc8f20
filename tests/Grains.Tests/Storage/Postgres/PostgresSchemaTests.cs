using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

public sealed class PostgresSchemaTests
{
    private readonly string database = PostgresServer.NewDatabase();

    [Fact]
    public void Migrate_again_changes_nothing()
    {
        PostgresSchema.Migrate(database);
        var before = Journal();

        PostgresSchema.Migrate(database);

        Assert.Equal(before, Journal());
        Assert.StartsWith("0001_facts.sql", before, StringComparison.Ordinal);
        PostgresSchema.Check(database);
    }

    [Fact]
    public async Task Migrate_by_two_at_once_does_it_once()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => PostgresSchema.Migrate(database))));

        PostgresSchema.Check(database);
    }

    [Fact]
    public void A_newer_schema_is_refused_with_its_name()
    {
        PostgresSchema.Migrate(database);
        PostgresServer.Run(
            database, "insert into schema_versions (scriptname, applied) values ('9999_later.sql', now())");

        Action[] uses = [() => PostgresSchema.Migrate(database), () => PostgresSchema.Check(database)];

        Assert.All(uses, use =>
        {
            var refusal = Assert.Throws<ScheduleDatabaseException>(use);
            Assert.Contains("9999_later.sql", refusal.Message);
            Assert.Contains("newer version", refusal.Message);
            Assert.DoesNotContain('\n', refusal.Message);
        });
    }

    [Fact]
    public void Open_without_the_schema_is_refused_and_makes_none()
    {
        var refusal = Assert.Throws<ScheduleDatabaseException>(
            () => PostgresScheduleStore.Open(new() { ConnectionString = database }, TimeProvider.System));

        Assert.Contains("0001_facts.sql is missing", refusal.Message);
        Assert.Equal(0L, PostgresServer.Scalar<long>(
            database, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public void Open_a_server_that_is_not_there_is_refused_without_the_password()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(database) { Port = 1, Password = "s3cret" };

        var refusal = Assert.Throws<ScheduleDatabaseException>(() => PostgresSchema.Check(nowhere.ConnectionString));

        Assert.Contains("127.0.0.1:1", refusal.Message);
        Assert.DoesNotContain("s3cret", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Open_an_option_outside_its_range_names_it()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => PostgresScheduleStore.Open(
            new() { ConnectionString = database, LoadConnections = 51 }, TimeProvider.System));

        Assert.Equal(nameof(PostgresStoreOptions.LoadConnections), refusal.ParamName);
    }

    [Fact]
    public async Task AddPostgresScheduleStore_gives_one_store_that_ends_with_its_container()
    {
        PostgresSchema.Migrate(database);
        var provider = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddPostgresScheduleStore(options => options.ConnectionString = database)
            .BuildServiceProvider();

        var store = provider.GetRequiredService<IScheduleStore>();
        await store.Ping();
        await provider.GetRequiredService<IStoreLifetime>().Close();
        await provider.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(store.Ping);
    }

    [Fact]
    public async Task The_runtime_role_can_do_all_that_a_store_does_and_no_more()
    {
        PostgresServer.Run(
            database,
            """
            do $$
            begin
                create role scheduling_runtime login;
            exception when duplicate_object then
                null;
            end $$
            """);
        PostgresSchema.Migrate(database);
        var runtime = new NpgsqlConnectionStringBuilder(database) { Username = "scheduling_runtime" }.ConnectionString;
        var stores = new PostgresStores(runtime);
        var appointment = await BookAndCancel(stores.Open());
        await stores.Close();

        Assert.Equal(AppointmentStatus.CancelledByPatient, appointment.Status);
        string[] forbidden =
        [
            "delete from appointment", "delete from person", "delete from block_calendar", "truncate guardian",
            "create table mine (id integer)", "alter table person add column mine text", "drop view readable_person",
            "delete from schema_versions",
        ];
        Assert.All(forbidden, sql => Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            Assert.Throws<PostgresException>(() => PostgresServer.Run(runtime, sql)).SqlState));
    }

    [Fact]
    public async Task Views_answer_what_is_asked_daily()
    {
        PostgresSchema.Migrate(database);
        var stores = new PostgresStores(database);
        var (block, _, appointment) = await Book(stores.Open());
        await stores.Close();
        PostgresServer.Run(
            database,
            """
            update appointment set starts_at = now(), ends_at = now() + interval '1 hour';
            update availability_block set starts_at = now() - interval '1 hour', ends_at = now() + interval '9 hours'
            """);

        Assert.Equal(
            $"{appointment.Key.Id} Scheduled Zoë O'Hara PatientScheduled Video",
            PostgresServer.Scalar<string>(
                database,
                "select concat_ws(' ', id, status, patient, appointment_type, encounter_type)"
                + " from todays_appointments"));
        Assert.Equal(
            $"{block.Id} 1 1 540 10.0",
            PostgresServer.Scalar<string>(
                database,
                "select concat_ws(' ', block_id, capacity, appointments, free_minutes, booked_percent)"
                + " from free_capacity"));
        Assert.Equal(1L, PostgresServer.Scalar<long>(database, "select count(*) from busiest_blocks"));
        Assert.Equal(2L, PostgresServer.Scalar<long>(database, "select count(*) from readable_person"));
    }

    private static async Task<Appointment> BookAndCancel(PostgresScheduleStore store)
    {
        var (block, patient, booked) = await Book(store);
        var guardian = Imported(Person(NewKey()));
        var child = Imported(Person(patient)) with { Guardians = [new Guardian(guardian.Person.Key.Id, true)] };
        await store.Import(HospitalId, new ImportBatch { People = [guardian, child], MayGrant = true }, Now);
        var orphan = child with { Guardians = [] };
        await store.Import(HospitalId, new ImportBatch { People = [orphan], MayGrant = true }, Now);
        var clinician = new Key(HospitalId, booked.ClinicianId);
        var later = Block(NewKey(), Minutes(900, 960)) with { ClinicianId = clinician.Id };
        Assert.Equal(OpeningOutcome.Done, await store.Commit(new OpeningCommit(clinician, 2, [later])));
        var cancelled = booked with { Version = 2, Status = AppointmentStatus.CancelledByPatient };
        await store.Commit(Commit(block, 2, new AppointmentChange(cancelled)));
        await store.Ping();
        return (await store.LoadAppointment(booked.Key))!;
    }

    private static async Task<(Key Block, Key Patient, Appointment Booked)> Book(PostgresScheduleStore store)
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var (block, patient) = (NewKey(), NewKey());
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient))],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        var appointment = Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
        var outcomes = await store.Commit(Commit(block, 1, StoreFacts.Book(appointment)));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes));
        return (block, patient, appointment);
    }

    private string Journal() => PostgresServer.Scalar<string>(
        database, "select string_agg(scriptname || ' ' || applied, ',' order by scriptname) from schema_versions");
}
