using Npgsql;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>What was promised when a server, a connection or a statement does not come to its end.</summary>
public sealed class PostgresFaultTests : IAsyncLifetime
{
    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly Key block = NewKey();
    private readonly Key patient = NewKey();
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private PostgresScheduleStore store = null!;
    private BlockCommit booking = null!;

    private Key AppointmentKey => booking.Booking().Next.Key;

    public async Task InitializeAsync()
    {
        store = stores.Open();
        await Fill(store);
        booking = Commit(block, 1, Book(Appointment(block, patient, clinician.Key.Id, Minutes(0, 15))));
    }

    public Task DisposeAsync() => stores.Close();

    [Fact]
    public async Task Commit_cut_off_from_its_answer_is_unknown_has_happened_and_is_not_sent_again()
    {
        await using var proxy = new CuttingProxy(stores.Database);
        var far = await Connected(proxy);
        proxy.CutNextAnswer();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => far.Commit(booking));

        Assert.Equal(booking.Booking().Next, await store.LoadAppointment(AppointmentKey));
        Assert.Equal(2, await store.ReadBlockVersion(block));
        Assert.Equal(ChangeOutcome.BlockLost, Assert.Single(await far.Commit(booking)));
    }

    [Fact]
    public async Task Lists_of_blocks_that_stand_still_keep_no_load_from_its_connection()
    {
        var few = stores.Open(options => (options.LoadConnections, options.ReadConnections) = (1, 1));
        using var frozen = stores.Frozen("lock table availability_block in access exclusive mode");
        var list = few.ListBlocks(HospitalId, new ListBlocks(Minutes(0, 60), null, 0, 10));

        Assert.NotNull(await few.LoadPatientCalendar(patient, Now));

        Assert.False(list.IsCompleted);
        frozen.Dispose();
        await list;
    }

    [Fact]
    public async Task Commit_whose_rows_arrive_without_the_end_of_the_transaction_is_unknown()
    {
        await using var proxy = new CuttingProxy(stores.Database);
        var far = await Connected(proxy);
        proxy.CutEndOfNextAnswer();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => far.Commit(booking));

        Assert.Equal(2, await store.ReadBlockVersion(block));
    }

    [Fact]
    public async Task Commit_cut_off_on_its_way_is_unknown_and_has_not_happened()
    {
        await using var proxy = new CuttingProxy(stores.Database);
        var far = await Connected(proxy);
        proxy.CutNextRequest();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => far.Commit(booking));

        Assert.Equal(1, await store.ReadBlockVersion(block));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await far.Commit(booking)));
    }

    [Fact]
    public async Task Load_cut_off_is_unavailable_and_the_next_one_goes()
    {
        await using var proxy = new CuttingProxy(stores.Database);
        var far = await Connected(proxy);
        proxy.CutNextAnswer();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => far.ReadBlockVersion(block));

        Assert.Equal(1, await far.ReadBlockVersion(block));
    }

    [Fact]
    public async Task Commit_without_a_connection_is_unavailable()
    {
        var proxy = new CuttingProxy(stores.Database);
        var far = stores.Open(options => options.ConnectionString = proxy.ConnectionString);
        await proxy.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => far.Commit(booking));
    }

    [Fact]
    public async Task Commit_whose_session_is_terminated_is_unknown()
    {
        using var frozen = stores.Frozen(Inserting(AppointmentKey));
        var sent = store.Commit(booking);
        PostgresServer.Run(
            stores.Database,
            """
            do $$
            begin
                loop
                    perform pg_stat_clear_snapshot();
                    perform pg_terminate_backend(pid)
                    from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock';
                    exit when found;
                end loop;
            end $$
            """);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => sent);

        frozen.Dispose();
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await store.Commit(booking)));
    }

    [Fact]
    public async Task Writes_to_a_read_only_server_are_unavailable_and_go_on_when_it_takes_them()
    {
        var name = new NpgsqlConnectionStringBuilder(stores.Database).Database;
        PostgresServer.Run(stores.Database, $"alter database {name} set default_transaction_read_only = on");
        var readOnly = stores.Open();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => readOnly.Commit(booking));
        await Assert.ThrowsAsync<StoreUnavailableException>(readOnly.Ping);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => readOnly.Commit(
            new OpeningCommit(clinician.Key, 2, [Block(NewKey()) with { ClinicianId = clinician.Key.Id }])));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Fill(readOnly));

        Assert.Equal(1, await readOnly.ReadBlockVersion(block));
        PostgresServer.Run(
            stores.Database,
            $"begin read write; alter database {name} reset default_transaction_read_only; commit;"
            + " select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
        await Record.ExceptionAsync(readOnly.Ping);
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await readOnly.Commit(booking)));
    }

    [Fact]
    public async Task A_server_killed_and_restarted_has_every_answered_commit_and_takes_the_next()
    {
        using var server = PostgresServer.Start();
        var mortal = new PostgresStores(PostgresServer.NewMigratedDatabase(server.ConnectionString));
        var silo = mortal.Open();
        await Fill(silo);
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await silo.Commit(booking)));
        await silo.LoadBlock(block);

        server.Restart();

        // Both connections were lost; each is noticed once, and not by every idle one of its kind.
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => silo.Commit(booking)));
        Assert.IsType<StoreUnavailableException>(await Record.ExceptionAsync(() => silo.LoadBlock(block)));
        Assert.Equal(AppointmentKey.Id, Assert.Single((await silo.LoadBlock(block))!.Live).Id);
        var cancelled = booking.Booking().Next with { Version = 2, Status = AppointmentStatus.CancelledByProvider };
        var next = await silo.Commit(Commit(block, 2, new AppointmentChange(cancelled)));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(next));
        await mortal.Close();
    }

    private async Task<PostgresScheduleStore> Connected(CuttingProxy proxy)
    {
        var far = stores.Open(options => options.ConnectionString = proxy.ConnectionString);
        // Its connections are open and their statements prepared: what comes next is the call itself.
        await far.Commit(Commit(NewKey(), 1, booking.Changes[0]));
        await far.ReadBlockVersion(block);
        return far;
    }

    private async Task Fill(PostgresScheduleStore filled)
    {
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient))],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await filled.Import(HospitalId, batch, Now)).Answer.Status);
    }

    private static string Inserting(Key appointment) => $$"""
        insert into appointment
        values (
            {{appointment.HospitalId}}, '{{appointment.Id}}', 1, gen_random_uuid(), gen_random_uuid(),
            gen_random_uuid(), now(), now() + interval '1 hour', 1, 1, 1, decode(repeat('00', 16), 'hex'), now(), '{}')
        """;
}
