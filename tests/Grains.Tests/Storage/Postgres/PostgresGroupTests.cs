using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;
using Scheduling.Silo.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>Groups as two silos send them: each is one statement.</summary>
public sealed class PostgresGroupTests : IAsyncLifetime
{
    private const int Blocks = 40;

    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private readonly Key[] blocks = [.. Enumerable.Range(0, Blocks).Select(_ => NewKey())];
    private readonly Key[] patients = [.. Enumerable.Range(0, Blocks).Select(_ => NewKey())];
    private readonly PostgresConnections here;
    private readonly PostgresConnections there;
    private PostgresScheduleStore store = null!;

    public PostgresGroupTests()
    {
        var options = new PostgresStoreOptions { ConnectionString = stores.Database };
        (here, there) = (new PostgresConnections(options), new PostgresConnections(options));
    }

    public async Task InitializeAsync()
    {
        store = stores.Open();
        var batch = new ImportBatch
        {
            People = [Imported(clinician), .. patients.Select(patient => Imported(Person(patient)))],
            Blocks =
            [
                .. blocks.Select((block, index) => new ImportedBlock(
                    Block(block, Minutes(600 * index, 600 * (index + 1))), clinician.Number!.Value)),
            ],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
    }

    public async Task DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
        await stores.Close();
    }

    [Fact]
    public async Task Groups_of_two_silos_naming_the_same_rows_in_opposite_order_neither_wait_nor_deadlock()
    {
        var (one, other) = (new BlockCommits(here.Commits), new BlockCommits(there.Commits));
        var done = 0;
        for (var round = 0; round < 30; round++)
        {
            var versions = await Task.WhenAll(blocks.Select(store.ReadBlockVersion));
            var booked = await Task.WhenAll(patients.Select(patient => store.LoadPatientCalendar(patient, Now)));
            var commits = blocks.Select((block, index) => Booking(
                block, versions[index]!.Value, patients[^(index + 1)], booked[^(index + 1)]!.Version)).ToList();

            var outcomes = await Task.WhenAll(
                one.Write([.. commits], Now), other.Write([.. commits.Select(Rival).Reverse()], Now));

            done += outcomes.Sum(group => group.Count(commit => commit[0] == ChangeOutcome.Done));
        }

        Assert.True(done >= 30, $"Only {done} were done.");
        var stored = await Task.WhenAll(blocks.Select(store.LoadBlock));
        Assert.Equal(done, stored.Sum(block => block!.Live.Length));
        Assert.All(stored, block => Assert.True(block!.Live.Length <= block.Version - 1));
        var live = await Task.WhenAll(patients.Select(patient => store.LoadPatientCalendar(patient, Now)));
        Assert.All(live, calendar => Assert.Equal(calendar!.Version - 1, calendar.Live.Length));
        Assert.Equal(0L, PostgresServer.Scalar<long>(
            stores.Database, "select deadlocks from pg_stat_database where datname = current_database()"));
    }

    /// <summary>
    /// In some of many rounds, another silo books the patient who is locked last between a group's snapshot and that
    /// lock.
    /// </summary>
    [Fact]
    public async Task Room_that_another_silo_takes_between_a_groups_snapshot_and_its_lock_is_gone()
    {
        var (one, other) = (new BlockCommits(here.Commits), new BlockCommits(there.Commits));
        var inOrder = patients.OrderBy(patient => patient.Id.ToString()).ToList();
        var lost = 0;
        for (var round = 0; round < 100; round++)
        {
            var time = Minutes(round, round + 1);
            var group = Commit(blocks[0], round + 1, [.. inOrder.Select(patient => InRoom(blocks[0], patient, time))]);
            var single = Commit(blocks[1], round + 1, InRoom(blocks[1], inOrder[^1], time));

            var outcomes = await Task.WhenAll(one.Write([new(group)], Now), other.Write([new(single)], Now));

            Assert.All(outcomes[0][0].SkipLast(1), outcome => Assert.Equal(ChangeOutcome.Done, outcome));
            Assert.Contains(ChangeOutcome.Done, outcomes.Select(answers => answers[0][^1]));
            lost += outcomes.Count(answers => answers[0][^1] == ChangeOutcome.PatientLost);
        }

        Assert.Equal(100, lost);
        var live = (await store.LoadPatientCalendar(inOrder[^1], Now))!.Live;
        Assert.Equal(100, live.DistinctBy(appointment => appointment.Time).Count());
        Assert.Equal(100, live.Length);
    }

    [Fact]
    public async Task A_group_that_breaks_a_constraint_is_written_without_the_rows_that_break_it()
    {
        PostgresServer.Run(
            stores.Database, "alter table appointment add constraint no_texts check (encounter_type <> 1)");
        var bad = Details with { Encounter = EncounterType.Text };
        var mixed = Commit(
            blocks[0],
            1,
            Book(At(blocks[0], patients[0])),
            Book(At(blocks[0], patients[1]) with { Details = bad }),
            Book(At(blocks[0], patients[2]), patientVersion: 7));
        var lost = Commit(blocks[1], 9, Book(At(blocks[1], patients[3]) with { Details = bad }));
        var good = Commit(blocks[2], 1, Book(At(blocks[2], patients[4])));

        var outcomes = await new BlockCommits(here.Commits).Write([new(mixed), new(lost), new(good)], Now);

        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.Rejected, ChangeOutcome.PatientLost], outcomes[0].AsEnumerable());
        Assert.Equal(ChangeOutcome.BlockLost, Assert.Single(outcomes[1]));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes[2]));
        var versions = await Task.WhenAll(blocks.Take(3).Select(store.ReadBlockVersion));
        Assert.Equal([2L, 1L, 2L], versions);
        var calendars = await Task.WhenAll(patients.Take(5).Select(one => store.LoadPatientCalendar(one, Now)));
        Assert.Equal([2L, 1L, 1L, 1L, 2L], calendars.Select(calendar => calendar!.Version));
    }

    [Fact]
    public async Task A_group_written_row_by_row_changes_what_exists_and_answers_the_same()
    {
        var first = At(blocks[0], patients[0]);
        await store.Commit(Commit(blocks[0], 1, Book(first)));
        PostgresServer.Run(
            stores.Database, "alter table appointment add constraint no_texts check (encounter_type <> 1)");
        var moved = first with { Version = 2, BlockId = blocks[1].Id, Time = Minutes(600, 615) };
        var commit = Commit(
            blocks[1],
            1,
            Book(moved, patientVersion: 2) with { FormerBlockId = blocks[0].Id },
            Book(At(blocks[1], patients[2]) with { Version = 3 }),
            Book(At(blocks[1], patients[3]) with { Details = Details with { Encounter = EncounterType.Text } }));
        var same = Commit(
            blocks[2],
            1,
            Book(At(blocks[2], patients[4]) with { Key = first.Key }),
            Book(At(blocks[2], patients[5]) with { Details = Details with { Encounter = EncounterType.Text } }));

        var outcomes = await new BlockCommits(here.Commits).Write([new(commit)], Now);
        var again = await new BlockCommits(here.Commits).Write([new(same)], Now);

        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.AppointmentLost, ChangeOutcome.Rejected], outcomes[0].AsEnumerable());
        Assert.Equal([ChangeOutcome.IdExists, ChangeOutcome.Rejected], again[0].AsEnumerable());
        Assert.Equal(moved, await store.LoadAppointment(moved.Key));
        var versions = await Task.WhenAll(blocks.Take(3).Select(store.ReadBlockVersion));
        Assert.Equal([3L, 2L, 2L], versions);
    }

    [Fact]
    public async Task Commits_go_on_while_an_import_is_written()
    {
        // The import has what it read, and is stopped where it writes: at a person whom a frozen client is adding.
        var person = Person(NewKey());
        using var frozen = stores.Frozen(
            $"insert into person values ({HospitalId}, '{person.Key.Id}', 1, 1, null, 1, null, null, null, '{{}}')");
        var import = store.Import(
            HospitalId, new ImportBatch { People = [Imported(person)], MayGrant = true }, Now);

        var outcomes = await store.Commit(Commit(blocks[0], 1, Book(At(blocks[0], patients[0]))));

        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes));
        Assert.False(import.IsCompleted);
        frozen.Dispose();
        Assert.Equal(ImportStatus.Imported, (await import).Answer.Status);
    }

    private PreparedCommit Booking(Key block, long version, Key patient, long patientVersion) =>
        new(Commit(block, version, Book(At(block, patient), patientVersion)));

    /// <summary>The same wish with an id of its own.</summary>
    private static PreparedCommit Rival(PreparedCommit commit)
    {
        var change = commit.Commit.Booking();
        var next = change.Next with { Key = NewKey() };
        return new PreparedCommit(commit.Commit with { Changes = [change with { Next = next }] });
    }

    private AppointmentChange InRoom(Key block, Key patient, TimeRange time) =>
        new(Appointment(block, patient, clinician.Key.Id, time))
        {
            NeededRoom = new PatientRoom(Now, int.MaxValue),
        };

    private Appointment At(Key block, Key patient) => Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
}
