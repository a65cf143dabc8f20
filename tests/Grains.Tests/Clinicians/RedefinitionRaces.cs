using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using static Scheduling.Grains.Tests.Hosting.ScheduleCluster;

namespace Scheduling.Grains.Tests.Clinicians;

/// <summary>
/// Blocks are redefined while they are booked, and moved while others are opened, many times over: nobody is ever
/// stranded, and no two blocks overlap.
/// </summary>
public sealed class RedefinitionRaces(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    private const int Rounds = 40;

    [Fact]
    public Task Shrink_against_bookings_strands_nobody() =>
        AgainstBookings(block => block with { Time = At(0, 300) });

    [Fact]
    public Task Close_against_bookings_strands_nobody() =>
        AgainstBookings(block => block with { IsDeleted = true });

    [Fact]
    public async Task Hand_over_against_bookings_strands_nobody()
    {
        var other = await cluster.NewClinician();
        var hour = 0;
        await AgainstBookings(block => block with { ClinicianId = other.Id, Time = At(1_440 * ++hour, 600) });
    }

    /// <summary>Two activations of one block, as after a partition: they share nothing but the store.</summary>
    [Fact]
    public async Task Shrink_in_one_activation_against_bookings_in_another_strands_nobody()
    {
        var patients = await cluster.NewPatients(Rounds);
        foreach (var patient in patients)
        {
            var block = await cluster.NewBlock();
            var next = block with { Time = At(0, 300) };
            var (one, other) = (Desk(block.Key), Desk(block.Key));
            var booking = Commands.Book(block, patient, At(400));
            var version = await VersionOf(block);

            var outcomes = await Task.WhenAll(
                one.Decide(new RedefineAsk(Redefine(block, next) with { ClinicianVersion = version }, TimeProvider.System)),
                other.Decide(new AppointmentAsk(
                    booking.Placement,
                    new AppointmentChange(booking.ToAppointment(block.Key)),
                    TimeProvider.System,
                    booking.Deadline)));

            Assert.Single(outcomes, AskOutcome.Committed);
            await AssertNobodyIsStranded(block);
        }
    }

    [Fact]
    public async Task Move_against_opening_another_at_that_time_has_one_winner()
    {
        var clinician = await cluster.NewClinician();
        for (var day = 0; day < Rounds; day++)
        {
            var block = NewDefinition(clinician, At(day * 1_440, 60));
            var rival = NewDefinition(clinician, At((day * 1_440) + 150, 60));
            await Opened(block);
            var moved = block with { Time = At((day * 1_440) + 120, 60) };

            var opening = day % 2 == 0 ? Open(rival) : null;
            var moving = Send(block, moved);
            var isOpened = await (opening ?? Open(rival)) == OpenStatus.Opened;
            var status = (await moving).Status;

            Assert.Equal(isOpened ? RedefineStatus.Overlaps : RedefineStatus.Redefined, status);
        }

        await AssertNoneOverlap(clinician);
    }

    [Fact]
    public async Task Hand_over_against_the_next_clinicians_own_opening_has_one_winner()
    {
        var (from, to) = (await cluster.NewClinician(), await cluster.NewClinician());
        for (var day = 0; day < Rounds; day++)
        {
            var block = NewDefinition(from, At(day * 1_440, 60));
            await Opened(block);
            var rival = NewDefinition(to, At((day * 1_440) + 30, 60));

            var handing = Send(block, block with { ClinicianId = to.Id });
            var opening = Open(rival);

            var (status, opened) = ((await handing).Status, await opening);
            Assert.True(
                (status, opened) is (RedefineStatus.Redefined, OpenStatus.Overlaps)
                    or (RedefineStatus.Overlaps, OpenStatus.Opened),
                $"{status} {opened}");
        }

        await AssertNoneOverlap(to);
        await AssertNoneOverlap(from);
    }

    [Fact]
    public async Task Two_blocks_moved_to_one_time_at_once_have_one_winner()
    {
        var clinician = await cluster.NewClinician();
        for (var day = 0; day < Rounds; day++)
        {
            var (one, other) = (
                NewDefinition(clinician, At(day * 1_440, 60)), NewDefinition(clinician, At((day * 1_440) + 60, 60)));
            await Opened(one);
            await Opened(other);
            var target = At((day * 1_440) + 200, 60);

            var answers = await Task.WhenAll(Send(one, one with { Time = target }), Send(other, other with { Time = target }));

            Assert.Equal(
                [RedefineStatus.Redefined, RedefineStatus.Overlaps], answers.Select(answer => answer.Status).Order());
        }

        await AssertNoneOverlap(clinician);
    }

    [Fact]
    public async Task Redefine_somebody_elses_change_of_clinician_is_moved_and_changes_nothing()
    {
        var block = await cluster.NewBlock();
        var stranger = await cluster.NewClinician();

        var answer = await cluster.Grains.Clinician(block.Key with { Id = block.ClinicianId })
            .Redefine(Redefine(block, block) with { FormerClinicianId = stranger.Id });

        Assert.Equal(RedefineStatus.Moved, answer.Status);
        Assert.Equal(block, (await cluster.Store.LoadBlock(block.Key))!.Definition);
    }

    [Fact]
    public async Task Redefine_failed_commit_changes_nothing_and_lost_answer_is_unknown()
    {
        var block = await cluster.NewBlock();
        var next = block with { Time = At(0, 300) };

        cluster.Store.Break(block.Key, (_, _) => throw new StoreUnavailableException("Full."));
        var failed = await Send(block, next);
        var untouched = (await cluster.Store.LoadBlock(block.Key))!.Definition;
        cluster.Store.Break(block.Key, async (commit, store) =>
        {
            await store(commit);
            throw new OutcomeUnknownException("The answer was lost.");
        });
        var lost = await Send(block, next);
        cluster.Store.Mend(block.Key);

        Assert.Equal((RedefineStatus.Overloaded, block), (failed.Status, untouched));
        Assert.Equal(RedefineStatus.OutcomeUnknown, lost.Status);
        Assert.Equal(next, (await cluster.Store.LoadBlock(block.Key))!.Definition);
    }

    private async Task AgainstBookings(Func<BlockDefinition, BlockDefinition> change)
    {
        var patients = await cluster.NewPatients(Rounds * 3);
        for (var round = 0; round < Rounds; round++)
        {
            var block = await cluster.NewBlock();
            var next = change(block);

            var first = Book(block, patients[round * 3], 310);
            var redefining = round % 2 == 0 ? Send(block, next) : null;
            var others = new[] { Book(block, patients[(round * 3) + 1], 400), Book(block, patients[(round * 3) + 2], 585) };
            var answer = await (redefining ?? Send(block, next));
            var booked = (await Task.WhenAll([first, .. others])).Count(each => each.Status == BookStatus.Booked);

            Assert.Equal(booked == 0 ? RedefineStatus.Redefined : RedefineStatus.Strands, answer.Status);
            await AssertNobodyIsStranded(block);
        }
    }

    private Task<BookAnswer> Book(BlockDefinition block, Key patient, int minute) =>
        cluster.Book(block, patient, At(minute));

    private Task<RedefineAnswer> Send(BlockDefinition former, BlockDefinition next) =>
        cluster.Grains.Clinician(next.Key with { Id = next.ClinicianId }).Redefine(Redefine(former, next));

    private Task<OpenStatus> Open(BlockDefinition block) =>
        cluster.Grains.Clinician(block.Key with { Id = block.ClinicianId }).Open(new OpenBlocks([block]));

    private async Task Opened(BlockDefinition block) => Assert.Equal(OpenStatus.Opened, await Open(block));

    private static RedefineBlock Redefine(BlockDefinition former, BlockDefinition next) =>
        new() { Next = next, FormerClinicianId = former.ClinicianId, Deadline = Deadline };

    private BlockDesk Desk(Key block) => new(
        block,
        cluster.Store,
        new AvailabilityBlockOptions { ConfirmedForMilliseconds = 0 },
        TimeProvider.System,
        static (_, _) => { });

    private async Task<long> VersionOf(BlockDefinition block) =>
        (await cluster.Store.LoadClinicianCalendar(block.Key with { Id = block.ClinicianId }, block.Time))!.Version;

    private async Task AssertNobodyIsStranded(BlockDefinition block)
    {
        var stored = (await cluster.Store.LoadBlock(block.Key))!;
        Assert.True(stored.Live.IsEmpty || (!stored.Definition.IsDeleted && stored.Definition.ClinicianId == block.ClinicianId));
        Assert.All(stored.Live, live => Assert.True(stored.Definition.Time.Contains(live.Time)));
    }

    private async Task AssertNoneOverlap(Key clinician)
    {
        var blocks = (await cluster.Store.LoadClinicianCalendar(clinician, At(0, 1_440 * (Rounds + 1))))!.Blocks;
        Assert.NotEmpty(blocks);
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.False(pair.First.Time.Overlaps(pair.Second.Time)));
    }
}
