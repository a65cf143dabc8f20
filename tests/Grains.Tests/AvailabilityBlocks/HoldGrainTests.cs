using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using static Scheduling.Grains.Tests.Hosting.ScheduleCluster;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

public sealed class HoldGrainTests(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    [Fact]
    public async Task PlaceHold_many_rivals_for_one_time_have_one_winner()
    {
        var patients = await cluster.NewPatients(100);

        for (var minute = 0; minute < 300; minute += 30)
        {
            // A block of each round's own: nobody has had too many holds in it.
            var block = await cluster.NewBlock();
            var answers = await Task.WhenAll(patients.Select(patient => cluster.Hold(block, patient, At(minute))));

            Assert.Single(answers, answer => answer.Status == PlacementStatus.Placed);
            Assert.Equal(99, answers.Count(answer => answer.Status == PlacementStatus.TimeTaken));
        }
    }

    [Fact]
    public async Task PlaceHold_and_book_rivals_for_one_time_have_one_winner()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(20);

        for (var minute = 0; minute < 600; minute += 15)
        {
            var holds = patients[..10].Select(async patient =>
                (await cluster.Hold(block, patient, At(minute))).Status is PlacementStatus.Placed);
            var bookings = patients[10..].Select(async patient =>
                (await cluster.Book(block, patient, At(minute))).Status is BookStatus.Booked);
            var winners = await Task.WhenAll(minute % 2 == 0 ? holds.Concat(bookings) : bookings.Concat(holds));

            // Three holds of a patient in a block are enough: later on bookings have no rival.
            Assert.Single(winners, won => won);
        }
    }

    [Fact]
    public async Task PlaceHold_one_patient_in_many_blocks_at_once_ends_with_one()
    {
        var patient = await cluster.NewPatient();
        var blocks = new List<BlockDefinition>();
        for (var count = 0; count < 6; count++)
        {
            blocks.Add(await cluster.NewBlock());
        }

        for (var round = 0; round < 3; round++)
        {
            var minute = 15 * round;
            var answers = await Task.WhenAll(blocks.Select(block => cluster.Hold(block, patient, At(minute))));

            Assert.Contains(answers, answer => answer.Status == PlacementStatus.Placed);
            Assert.All(answers, answer => Assert.Contains(
                answer.Status, new[] { PlacementStatus.Placed, PlacementStatus.Overloaded, PlacementStatus.Moved }));
            var stored = await Task.WhenAll(blocks.Select(block => cluster.Store.LoadBlock(block.Key)));
            var hold = Assert.Single(stored.SelectMany(block => block!.Holds));
            Assert.Contains(hold, answers.Select(answer => answer.Hold));
        }
    }

    [Fact]
    public async Task Book_with_its_hold_wins_against_every_rival()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(30);

        for (var minute = 0; minute < 30; minute++)
        {
            var holder = patients[minute];
            var hold = (await cluster.Hold(block, holder, At(minute * 20))).Hold!;
            var others = patients.Remove(holder);
            var rivals = others.Select(patient => cluster.Book(block, patient, At(minute * 20))).ToList();
            var booked = await cluster.BookHeld(block, hold);

            Assert.Equal((BookStatus.Booked, PlacementStatus.Placed), (booked.Status, booked.Placement));
            Assert.All(await Task.WhenAll(rivals), rival => Assert.Equal(PlacementStatus.TimeTaken, rival.Placement));
        }

        var stored = await cluster.Store.LoadBlock(block.Key);
        Assert.Equal((30, 0), (stored!.Live.Length, stored.Holds.Length));
    }

    [Fact]
    public async Task Book_one_hold_many_times_at_once_uses_it_once()
    {
        var block = await cluster.NewBlock(capacity: 10);
        var hold = (await cluster.Hold(block, await cluster.NewPatient(), At(0))).Hold!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.BookHeld(block, hold)));

        Assert.Single(answers, answer => answer.Status == BookStatus.Booked);
        Assert.Equal(19, answers.Count(answer => answer.Placement == PlacementStatus.HoldUnknown));
        Assert.Single((await cluster.Store.LoadBlock(block.Key))!.Live);
    }

    [Fact]
    public async Task Book_replayed_finds_the_appointment_after_its_hold_was_used_up()
    {
        var block = await cluster.NewBlock();
        var hold = (await cluster.Hold(block, await cluster.NewPatient(), At(0))).Hold!;
        var command = Commands.BookHeld(block, hold);
        await cluster.Book(block, command);

        var again = await cluster.Book(block, command);

        Assert.Equal((BookStatus.AlreadyBooked, hold.Time), (again.Status, again.Appointment!.Time));
    }

    [Fact]
    public async Task PlaceHold_failed_commit_promises_nothing_and_leaves_the_former_hold()
    {
        var block = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        var former = (await cluster.Hold(block, patient, At(0))).Hold!;
        cluster.Store.Break(block.Key, (_, _) =>
        {
            cluster.Store.Mend(block.Key);
            throw new StoreUnavailableException("It is a test.");
        });

        var failed = await cluster.Hold(block, patient, At(30));

        Assert.Equal(PlacementStatus.Overloaded, failed.Status);
        Assert.Equal(BookStatus.Booked, (await cluster.Book(block, await cluster.NewPatient(), At(30))).Status);
        Assert.Equal(BookStatus.Booked, (await cluster.BookHeld(block, former)).Status);
    }

    [Fact]
    public async Task PlaceHold_commit_done_and_its_answer_lost_is_in_doubt_and_found_by_asking_again()
    {
        var block = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        cluster.Store.Break(block.Key, async (commit, store) =>
        {
            cluster.Store.Mend(block.Key);
            await store(commit);
            throw new OutcomeUnknownException("It is a test.");
        });

        var inDoubt = await cluster.Hold(block, patient, At(0));
        var again = await cluster.Hold(block, patient, At(0));

        Assert.Equal((PlacementStatus.OutcomeUnknown, PlacementStatus.Placed), (inDoubt.Status, again.Status));
        Assert.Equal(again.Hold, Assert.Single((await cluster.Store.LoadBlock(block.Key))!.Holds));
        Assert.Single(await cluster.Store.LoadHoldsPlaced(patient, block.Key.Id, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Book_a_time_whose_hold_was_replaced_in_another_block_is_not_refused()
    {
        var (block, other) = (await cluster.NewBlock(), await cluster.NewBlock());
        var patients = await cluster.NewPatients(2);
        await cluster.Hold(block, patients[0], At(0));
        var answer = await cluster.Hold(other, patients[0], At(0));

        var first = await cluster.Book(block, patients[1], At(0));

        Assert.Equal(block.Key.Id, answer.FormerBlockId);
        Assert.Equal(BookStatus.Booked, first.Status);
    }

    [Fact]
    public async Task Hold_is_known_to_the_next_activation()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(3);
        var hold = (await cluster.Hold(block, patients[0], At(0))).Hold!;
        var version = await cluster.Store.ReadBlockVersion(block.Key);
        var key = block.Key with { Id = Guid.NewGuid() };
        var elsewhere = hold with { Key = key, PatientId = patients[1].Id, Time = At(30) };
        await cluster.Store.Commit(new BlockCommit(
            block.Key, version!.Value, [new HoldPlaced(elsewhere) { ExpectedPatientVersion = 1 }], Deadline));

        var moved = await cluster.Book(block, patients[2], At(60));

        Assert.Equal(PlacementStatus.Moved, moved.Placement);
        Assert.Equal(PlacementStatus.TimeTaken, (await cluster.Book(block, patients[2], At(0))).Placement);
        Assert.Equal(PlacementStatus.TimeTaken, (await cluster.Book(block, patients[2], At(30))).Placement);
        Assert.Equal(BookStatus.Booked, (await cluster.BookHeld(block, elsewhere)).Status);
    }

    [Fact]
    public async Task ReleaseHold_and_book_with_it_at_once_have_one_winner()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(30);

        foreach (var (index, patient) in patients.Index())
        {
            var hold = (await cluster.Hold(block, patient, At(index * 15))).Hold!;
            var release = cluster.ReleaseHold(block, hold);
            var book = cluster.BookHeld(block, hold);

            var (released, booked) = (await release, await book);

            Assert.Contains(released, new[] { ReleaseHoldStatus.Released, ReleaseHoldStatus.AlreadyGone });
            Assert.Equal(released == ReleaseHoldStatus.AlreadyGone, booked.Status == BookStatus.Booked);
        }

        Assert.Empty((await cluster.Store.LoadBlock(block.Key))!.Holds);
    }
}
