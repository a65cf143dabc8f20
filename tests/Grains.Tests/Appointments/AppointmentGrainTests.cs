using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using static Scheduling.Grains.Tests.Hosting.ScheduleCluster;

namespace Scheduling.Grains.Tests.Appointments;

public sealed class AppointmentGrainTests(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    [Fact]
    public async Task Reschedule_within_its_block_frees_the_old_time_and_keeps_the_id()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0, 30));

        var answer = await cluster.Reschedule(booked, block, At(15, 30));

        Assert.Equal(RescheduleStatus.Rescheduled, answer.Status);
        Assert.Equal((booked.Key, 2), (answer.Appointment!.Key, answer.Appointment.Version));
        Assert.Equal(answer.Appointment, await cluster.Grains.Appointment(booked.Key).Get());
        await cluster.Booked(block, await cluster.NewPatient(), At(0));
    }

    [Fact]
    public async Task Reschedule_to_another_block_is_one_commit_and_frees_the_old_one_at_once()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));

        var answer = await cluster.Reschedule(booked, other, At(60));
        var inOldPlace = await cluster.Book(block, await cluster.NewPatient(), At(0));
        var inNewPlace = await cluster.Book(other, await cluster.NewPatient(), At(60));

        Assert.Equal(other.Key.Id, answer.Appointment!.BlockId);
        Assert.Equal(BookStatus.Booked, inOldPlace.Status);
        Assert.Equal(PlacementStatus.TimeTaken, inNewPlace.Placement);
    }

    [Fact]
    public async Task Reschedule_to_a_taken_time_leaves_the_old_one_untouched()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        await cluster.Booked(other, await cluster.NewPatient(), At(60));

        var answer = await cluster.Reschedule(booked, other, At(60));

        Assert.Equal(PlacementStatus.TimeTaken, answer.Placement);
        Assert.Equal(booked, await cluster.Grains.Appointment(booked.Key).Get());
        Assert.Equal(PlacementStatus.TimeTaken, (await cluster.Book(block, await cluster.NewPatient(), At(0))).Placement);
    }

    [Fact]
    public async Task Reschedule_failed_commit_leaves_the_old_one_untouched()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        cluster.Store.Break(other.Key, (_, _) =>
        {
            cluster.Store.Mend(other.Key);
            throw new StoreUnavailableException("It is a test.");
        });

        var answer = await cluster.Reschedule(booked, other, At(60));

        Assert.Equal(PlacementStatus.Overloaded, answer.Placement);
        Assert.Equal(booked, await cluster.Grains.Appointment(booked.Key).Get());
        await cluster.Booked(other, await cluster.NewPatient(), At(60));
    }

    [Fact]
    public async Task Reschedule_repeated_by_itself_says_nothing_that_its_first_call_may_be_the_reason_of()
    {
        var block = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        var booked = await cluster.Booked(block, patient, At(0));
        var hold = (await cluster.Hold(block, patient, At(60))).Hold!;
        var command = Commands.Reschedule(booked, block, At(60));
        command = command with { Placement = command.Placement with { HoldId = hold.Key.Id } };
        var grain = cluster.Grains.Appointment(booked.Key);
        Assert.Equal(RescheduleStatus.Rescheduled, (await grain.Reschedule(command)).Status);

        var again = await grain.Reschedule((RescheduleAppointment)command.Again()!);

        // The hold is used up, by the first call.
        Assert.Equal((RescheduleStatus.NotPlaced, PlacementStatus.OutcomeUnknown), (again.Status, again.Placement));
        Assert.Equal(At(60), (await grain.Get())!.Time);
    }

    [Fact]
    public async Task Reschedule_repeated_by_itself_succeeds_where_nothing_stands_in_its_way()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        var command = Commands.Reschedule(booked, block, At(60));
        var grain = cluster.Grains.Appointment(booked.Key);
        await grain.Reschedule(command);

        var again = await grain.Reschedule((RescheduleAppointment)command.Again()!);

        Assert.Equal((RescheduleStatus.Rescheduled, At(60)), (again.Status, again.Appointment!.Time));
        Assert.Null((command with { IfMatch = [1] }).Again());
    }

    [Fact]
    public async Task Reschedule_commit_in_doubt_has_happened_wholly()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        cluster.Store.Break(other.Key, async (commit, store) =>
        {
            cluster.Store.Mend(other.Key);
            await store(commit);
            throw new OutcomeUnknownException("It is a test.");
        });

        var answer = await cluster.Reschedule(booked, other, At(60));

        Assert.Equal(PlacementStatus.OutcomeUnknown, answer.Placement);
        Assert.Equal(other.Key.Id, (await cluster.Grains.Appointment(booked.Key).Get())!.BlockId);
        await cluster.Booked(block, await cluster.NewPatient(), At(0));
    }

    [Fact]
    public async Task Reschedule_and_bookings_of_one_time_have_one_winner()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        for (var minute = 0; minute < 300; minute += 15)
        {
            var booked = await cluster.Booked(block, await cluster.NewPatient(), At(minute));
            var rival = await cluster.NewPatient();

            var moving = cluster.Reschedule(booked, other, At(minute));
            var booking = cluster.Book(other, rival, At(minute));
            await Task.WhenAll(moving, booking);

            var winners = ((await moving).Status == RescheduleStatus.Rescheduled ? 1 : 0)
                + ((await booking).Status == BookStatus.Booked ? 1 : 0);
            Assert.Equal(1, winners);
        }
    }

    [Fact]
    public async Task Reschedule_two_moves_of_one_appointment_leave_it_in_one_place()
    {
        var blocks = new[] { await cluster.NewBlock(), await cluster.NewBlock(), await cluster.NewBlock() };
        var booked = await cluster.Booked(blocks[0], await cluster.NewPatient(), At(0));

        var answers = await Task.WhenAll(
            cluster.Reschedule(booked, blocks[1], At(0)), cluster.Reschedule(booked, blocks[2], At(0)));

        Assert.All(answers, answer => Assert.Equal(RescheduleStatus.Rescheduled, answer.Status));
        var live = await Task.WhenAll(blocks.Select(block => cluster.Store.LoadBlock(block.Key)));
        Assert.Single(live.SelectMany(snapshot => snapshot!.Live));
    }

    [Fact]
    public async Task Reschedule_guards_answer_in_the_order_of_the_contract()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        var grain = cluster.Grains.Appointment(booked.Key);
        var command = Commands.Reschedule(booked, block, At(15)) with
        {
            PeopleExist = false,
            Reach = Reach.Nothing,
            IfMatch = [7],
        };
        await cluster.Cancel(booked);

        var unknown = await cluster.Grains.Appointment(booked.Key with { HospitalId = 127 }).Reschedule(command);
        Assert.Equal(RescheduleStatus.AppointmentUnknown, unknown.Status);
        Assert.Equal(RescheduleStatus.PersonUnknown, (await grain.Reschedule(command)).Status);
        command = command with { PeopleExist = true };
        Assert.Equal(RescheduleStatus.NotYours, (await grain.Reschedule(command)).Status);
        command = command with { Reach = Reach.WholeHospital };
        Assert.Equal(RescheduleStatus.VersionMismatch, (await grain.Reschedule(command)).Status);
        command = command with { IfMatch = [2, 7] };
        Assert.Equal(RescheduleStatus.NotLive, (await grain.Reschedule(command)).Status);
    }

    [Fact]
    public async Task Cancel_frees_the_time_at_once_and_only_once()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => cluster.Cancel(booked)));

        Assert.Single(answers, answer => answer.Status == CancelStatus.Cancelled);
        Assert.Equal(9, answers.Count(answer => answer.Status == CancelStatus.AlreadyCancelled));
        await cluster.Booked(block, await cluster.NewPatient(), At(0));
        var stored = await cluster.Grains.Appointment(booked.Key).Get();
        Assert.Equal(AppointmentStatus.CancelledByPatient, stored!.Status);
    }

    [Fact]
    public async Task Cancel_on_its_way_gives_the_time_to_nobody_before_it_is_committed()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        var rival = await cluster.NewPatient();
        var gate = cluster.Store.Hold(block.Key);

        var cancelling = cluster.Cancel(booked);
        await gate.Reached;
        var waiting = cluster.Book(block, rival, At(0));
        var stillTaken = (await cluster.Store.LoadBlock(block.Key))!.Live;

        Assert.Equal([booked.Key.Id], stillTaken.Select(live => live.Id));
        Assert.False(waiting.IsCompleted);
        gate.Open();
        Assert.Equal(CancelStatus.Cancelled, (await cancelling).Status);
        Assert.Equal(BookStatus.Booked, (await waiting).Status);
    }

    [Fact]
    public async Task Cancel_failed_commit_leaves_the_time_taken()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));
        cluster.Store.Break(block.Key, (_, _) =>
        {
            cluster.Store.Mend(block.Key);
            throw new StoreUnavailableException("It is a test.");
        });

        var answer = await cluster.Cancel(booked);

        Assert.Equal((CancelStatus.NotReleased, PlacementStatus.Overloaded), (answer.Status, answer.Release));
        Assert.Equal(booked, await cluster.Grains.Appointment(booked.Key).Get());
        Assert.Equal(PlacementStatus.TimeTaken, (await cluster.Book(block, await cluster.NewPatient(), At(0))).Placement);
    }

    [Fact]
    public async Task Cancel_frees_the_patient_for_another_block()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        var booked = await cluster.Booked(block, patient, At(0));

        var before = await cluster.Book(other, patient, At(0));
        await cluster.Cancel(booked);

        Assert.Equal(PlacementStatus.PatientBusy, before.Placement);
        await cluster.Booked(other, patient, At(0));
    }

    [Fact]
    public async Task Get_of_another_hospital_is_nothing()
    {
        var block = await cluster.NewBlock();
        var booked = await cluster.Booked(block, await cluster.NewPatient(), At(0));

        Assert.Null(await cluster.Grains.Appointment(booked.Key with { HospitalId = 127 }).Get());
    }
}
