using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Storage.Postgres;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public sealed class PostgresScheduleStoreTests : ScheduleStoreSuite
{
    private readonly PostgresStores stores = new(PostgresServer.SharedDatabase);

    private protected override Task<IScheduleStore> OpenStore() => Task.FromResult<IScheduleStore>(stores.Open());

    private protected override IScheduleReads ReadsOf(IScheduleStore store) => ((PostgresScheduleStore)store).Reads;

    public override Task DisposeAsync() => stores.Close();

    [Fact]
    public async Task ReadOpenBlocks_reads_only_known_blocks_that_have_changed()
    {
        var hospital = NewHospital();
        var clinicians = new[] { NewKey(hospital), NewKey(hospital) }
            .Select(key => Person(key, ContactType.Clinician)).ToArray();
        var blocks = clinicians.Select(_ => Block(NewKey(hospital))).ToArray();
        foreach (var (clinician, block) in clinicians.Zip(blocks))
        {
            await Take(Batch(clinician, block), hospital);
        }

        var patient = await NewPatient(hospital);
        var known = (await Reads.ReadOpenBlocks(hospital, Minutes(0, 1), Now, [])).Read
            .Select(block => new KnownBlock(block.Definition.Key.Id, block.Stamp))
            .ToList();
        await Booked(blocks[1].Key, clinicians[1].Key.Id, patient);

        var found = await Reads.ReadOpenBlocks(hospital, Minutes(0, 1), Now, known);

        Assert.Equal(blocks[1].Key, Assert.Single(found.Read).Definition.Key);
        Assert.Equal(blocks[0].Key.Id, Assert.Single(found.Unchanged));
    }

    [Fact]
    public async Task Commit_two_silos_writing_one_block_has_one_winner_always()
    {
        var other = await OpenStore();
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => NewPatient()));

        for (var round = 0; round < 20; round++)
        {
            var one = Book(Appointment(block, patients[2 * round], clinician, Minutes(round, round + 1)));
            var rival = Book(Appointment(block, patients[(2 * round) + 1], clinician, Minutes(round, round + 1)));

            var outcomes = await Task.WhenAll(
                Store.Commit(Commit(block, round + 1, one)), other.Commit(Commit(block, round + 1, rival)));

            Assert.Equal(
                [ChangeOutcome.Done, ChangeOutcome.BlockLost], outcomes.Select(outcome => outcome.Single()).Order());
        }

        var stored = await Store.LoadBlock(block);
        Assert.Equal((21L, 20), (stored!.Version, stored.Live.Length));
    }

    [Fact]
    public async Task Commit_a_frozen_clients_lock_on_the_block_loses_and_does_not_wait()
    {
        var (block, clinician) = await NewBlock();
        var booking = Book(Appointment(block, await NewPatient(), clinician, Minutes(0, 15)));
        using (stores.Frozen($"select from block_calendar where id = '{block.Id}' for update"))
        {
            Assert.Equal([ChangeOutcome.BlockLost], await Send(Commit(block, 1, booking)));
        }

        Assert.Equal([ChangeOutcome.Done], await Send(Commit(block, 1, booking)));
    }

    [Fact]
    public async Task Commit_a_frozen_clients_lock_on_a_patient_loses_only_that_change()
    {
        var (block, clinician) = await NewBlock();
        var (held, free) = (await NewPatient(), await NewPatient());
        var lost = Book(Appointment(block, held, clinician, Minutes(0, 15)));
        var won = Book(Appointment(block, free, clinician, Minutes(15, 30)));
        using var frozen = stores.Frozen($"select from patient_calendar where id = '{held.Id}' for update");

        var outcomes = await Send(Commit(block, 1, lost, won));

        Assert.Equal([ChangeOutcome.PatientLost, ChangeOutcome.Done], outcomes);
        Assert.Equal((2L, 1L), (await BlockVersion(block), await PatientVersion(held)));
    }

    [Theory]
    [InlineData("block_calendar", ChangeOutcome.PatientLost)]
    [InlineData("patient_calendar", ChangeOutcome.PatientLost)]
    [InlineData("appointment", ChangeOutcome.AppointmentLost)]
    public async Task Commit_a_move_that_cannot_hold_what_it_leaves_moves_nothing(string table, ChangeOutcome expected)
    {
        var ((source, clinician), (target, other)) = (await NewBlock(), await NewBlock());
        var (before, after) = (await NewPatient(), await NewPatient());
        var stored = await Booked(source, clinician, before);
        var next = stored with { Version = 2, BlockId = target.Id, ClinicianId = other, PatientId = after.Id };
        var move = Book(next) with { FormerBlockId = source.Id, FormerPatientId = before.Id };
        var ids = string.Join(',', new[] { source, before, stored.Key }.Select(key => $"'{key.Id}'"));
        using (stores.Frozen($"select from {table} where id in ({ids}) for update"))
        {
            Assert.Equal([expected], await Send(Commit(target, 1, move)));
        }

        Assert.Equal(stored, await Store.LoadAppointment(stored.Key));
        Assert.Equal((2L, 2L), (await BlockVersion(source), await BlockVersion(target)));
        Assert.Equal((2L, 1L), (await PatientVersion(before), await PatientVersion(after)));
        Assert.Equal([ChangeOutcome.Done], await Send(Commit(target, 2, move)));
    }

    [Fact]
    public async Task Commit_an_id_that_a_frozen_client_is_inserting_ends_at_the_time_limit_and_leaves_nothing()
    {
        var impatient = stores.Open(options => options.StatementTimeLimit = TimeSpan.FromMilliseconds(100));
        var (block, clinician) = await NewBlock();
        var stored = await Booked(block, clinician, await NewPatient());
        var booking = Appointment(block, await NewPatient(), clinician, Minutes(30, 45));
        using (stores.Frozen(
            $"insert into appointment select (jsonb_populate_record(appointment, '{{\"id\":\"{booking.Key.Id}\"}}')).*"
            + $" from appointment where id = '{stored.Key.Id}'"))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => impatient.Commit(Commit(block, 2, Book(booking))));
        }

        Assert.Equal(2, await BlockVersion(block));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await impatient.Commit(Commit(block, 2, Book(booking)))));
    }

    [Fact]
    public async Task Opening_a_frozen_clients_lock_on_the_clinician_loses_and_does_not_wait()
    {
        var (_, clinician) = await NewBlock();
        var block = Block(NewKey(), Minutes(900, 960)) with { ClinicianId = clinician };
        using var frozen = stores.Frozen($"select from clinician_calendar where id = '{clinician}' for update");

        var outcome = await Store.Commit(new OpeningCommit(new Key(HospitalId, clinician), 2, [block]));

        Assert.Equal(OpeningOutcome.ClinicianLost, outcome);
        Assert.Null(await Store.LoadBlock(block.Key));
    }

    [Fact]
    public async Task Ping_while_another_silo_pings_does_not_wait()
    {
        using var frozen = stores.Frozen("select from last_ping for update");

        await Store.Ping();
    }

    [Fact]
    public async Task Import_of_a_block_that_is_booked_all_the_time_decides_on_what_is_stored()
    {
        var (block, clinician) = await NewBlock();
        var other = await OpenStore();
        var patients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewPatient()));
        var booking = Task.Run(async () =>
        {
            foreach (var (index, patient) in patients.Index())
            {
                var change = Book(Appointment(block, patient, clinician, Minutes(index, index + 1)));
                while ((await Send(Commit(block, await BlockVersion(block), change)))[0] != ChangeOutcome.Done)
                {
                }
            }
        });
        var number = (await Store.LoadPerson(new Key(HospitalId, clinician)))!.Number!.Value;

        for (var round = 0; round < 5; round++)
        {
            var changed = new ImportedBlock(Block(block) with { Private = round % 2 == 0 }, number);
            var batch = new ImportBatch { Blocks = [changed], MayGrant = true };
            Assert.Equal(ImportStatus.Imported, (await other.Import(HospitalId, batch, Now)).Answer.Status);
        }

        await booking;
        var stored = await Store.LoadBlock(block);
        Assert.True(stored!.Definition.Private);
        Assert.Equal(20, stored.Live.Length);
        Assert.True(stored.Version >= 1 + 20 + 5, $"{stored.Version}");
    }

    [Fact]
    public async Task Close_finishes_what_waits_and_refuses_the_rest()
    {
        var (block, clinician) = await NewBlock();
        var closing = stores.Open();
        var appointment = Appointment(block, await NewPatient(), clinician, Minutes(0, 15));
        var last = closing.Commit(Commit(block, 1, Book(appointment)));

        await closing.Close();

        Assert.Equal(ChangeOutcome.Done, Assert.Single(await last));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => closing.Commit(Commit(block, 2, Book(appointment))));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => closing.LoadBlock(block));
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => closing.Import(HospitalId, new ImportBatch { MayGrant = true }, Now));
        Assert.Equal(appointment, await Store.LoadAppointment(appointment.Key));
    }
}
