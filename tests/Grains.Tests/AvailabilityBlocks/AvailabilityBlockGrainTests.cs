using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using static Scheduling.Grains.Tests.Hosting.ScheduleCluster;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

public sealed class AvailabilityBlockGrainTests(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    [Fact]
    public async Task Book_many_rivals_for_one_time_have_one_winner()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(200);

        var answers = await Task.WhenAll(patients.Select(patient => cluster.Book(block, patient, At(30))));

        Assert.Single(answers, answer => answer.Status == BookStatus.Booked);
        var losers = answers.Where(answer => answer.Status != BookStatus.Booked).ToList();
        Assert.All(losers, loser => Assert.Equal(PlacementStatus.TimeTaken, loser.Placement));
        Assert.All(losers, loser => Assert.Equal([At(15), At(45), At(0), At(60), At(75)], loser.Alternatives.ToList()));
        Assert.Single((await cluster.Store.LoadBlock(block.Key))!.Live);
    }

    [Fact]
    public async Task Book_one_patient_in_many_blocks_at_once_wins_once()
    {
        var patient = await cluster.NewPatient();
        var blocks = new List<BlockDefinition>();
        for (var count = 0; count < 8; count++)
        {
            blocks.Add(await cluster.NewBlock());
        }

        for (var minute = 0; minute < 300; minute += 15)
        {
            var answers = await Task.WhenAll(blocks.Select(block => cluster.Book(block, patient, At(minute))));

            Assert.Single(answers, answer => answer.Status == BookStatus.Booked);
            Assert.All(
                answers.Where(answer => answer.Status != BookStatus.Booked),
                loser => Assert.Contains(loser.Placement, new[] { PlacementStatus.PatientBusy, PlacementStatus.Overloaded }));
        }
    }

    [Fact]
    public async Task Book_capacity_is_filled_and_never_exceeded()
    {
        var block = await cluster.NewBlock(capacity: 7);
        var patients = await cluster.NewPatients(40);

        var answers = await Task.WhenAll(patients.Select(patient => cluster.Book(block, patient, At(0))));

        Assert.Equal(7, answers.Count(answer => answer.Status == BookStatus.Booked));
    }

    [Fact]
    public async Task Book_the_same_command_at_once_and_again_books_once()
    {
        var block = await cluster.NewBlock(capacity: 5);
        var command = Commands.Book(block, await cluster.NewPatient(), At(0));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.Book(block, command)));
        var again = await cluster.Book(block, command);

        Assert.Single(answers, answer => answer.Status == BookStatus.Booked);
        Assert.Equal(19, answers.Count(answer => answer.Status == BookStatus.AlreadyBooked));
        Assert.Equal(BookStatus.AlreadyBooked, again.Status);
        Assert.All(answers, answer => Assert.Equal(again.Appointment, answer.Appointment));
    }

    [Fact]
    public async Task Book_a_replay_hears_its_appointment_as_it_is_now_wherever_it_went()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var command = Commands.Book(block, await cluster.NewPatient(), At(0));
        var booked = (await cluster.Book(block, command)).Appointment!;
        var moved = (await cluster.Reschedule(booked, other, At(60))).Appointment!;
        await cluster.Booked(block, await cluster.NewPatient(), At(0));

        var afterMove = await cluster.Book(block, command);
        await cluster.Cancel(moved);
        var afterCancel = await cluster.Book(block, command);

        Assert.Equal((BookStatus.AlreadyBooked, moved), (afterMove.Status, afterMove.Appointment));
        Assert.Equal(BookStatus.AlreadyBooked, afterCancel.Status);
        Assert.Equal(AppointmentStatus.CancelledByPatient, afterCancel.Appointment!.Status);
    }

    [Fact]
    public async Task Book_a_key_with_another_request_is_told_so_in_every_block()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var command = Commands.Book(block, await cluster.NewPatient(), At(0), hash: 1);
        await cluster.Book(block, command);

        var here = await cluster.Book(block, command with { RequestHash = 2 });
        var there = await cluster.Book(other, command with
        {
            RequestHash = 3,
            Placement = command.Placement with { ClinicianId = other.ClinicianId, Time = At(90) },
        });

        Assert.Equal(BookStatus.KeyReused, here.Status);
        Assert.Equal(BookStatus.KeyReused, there.Status);
    }

    [Fact]
    public async Task Book_success_is_said_after_the_commit_and_a_rival_waits_for_it()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(2);
        var gate = cluster.Store.Hold(block.Key);

        var first = cluster.Book(block, patients[0], At(0));
        await gate.Reached;
        var rival = cluster.Book(block, patients[1], At(0));

        Assert.False(first.IsCompleted);
        Assert.False(rival.IsCompleted);
        gate.Open();
        Assert.Equal(BookStatus.Booked, (await first).Status);
        Assert.Equal(PlacementStatus.TimeTaken, (await rival).Placement);
    }

    [Fact]
    public async Task Book_failed_commit_promises_nothing_and_refuses_nobody()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(2);
        var gate = new Gate();
        cluster.Store.Break(block.Key, async (_, _) =>
        {
            cluster.Store.Mend(block.Key);
            await gate.Pass();
            throw new StoreUnavailableException("It is a test.");
        });

        var failing = cluster.Book(block, patients[0], At(0));
        await gate.Reached;
        var waiting = cluster.Book(block, patients[1], At(0));
        gate.Open();

        Assert.Equal(PlacementStatus.Overloaded, (await failing).Placement);
        Assert.Equal(BookStatus.Booked, (await waiting).Status);
        Assert.Single((await cluster.Store.LoadBlock(block.Key))!.Live);
    }

    [Fact]
    public async Task Book_commit_done_and_its_answer_lost_is_in_doubt_and_found_by_its_key()
    {
        var block = await cluster.NewBlock();
        var command = Commands.Book(block, await cluster.NewPatient(), At(0));
        cluster.Store.Break(block.Key, async (commit, store) =>
        {
            cluster.Store.Mend(block.Key);
            await store(commit);
            throw new OutcomeUnknownException("It is a test.");
        });

        var inDoubt = await cluster.Book(block, command);
        var again = await cluster.Book(block, command);

        Assert.Equal(PlacementStatus.OutcomeUnknown, inDoubt.Placement);
        Assert.Equal(BookStatus.AlreadyBooked, again.Status);
    }

    [Fact]
    public async Task Book_version_lost_sends_all_away_and_the_next_call_knows_the_truth()
    {
        var block = await cluster.NewBlock();
        var patients = await cluster.NewPatients(3);
        await cluster.Booked(block, patients[0], At(0));
        await Elsewhere(block, patients[1], At(15));

        var loser = await cluster.Book(block, patients[2], At(15));
        var next = await cluster.Book(block, patients[2], At(15));

        Assert.Equal(PlacementStatus.Moved, loser.Placement);
        Assert.Equal(PlacementStatus.TimeTaken, next.Placement);
    }

    [Fact]
    public async Task Book_a_time_freed_elsewhere_is_not_refused()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var patients = await cluster.NewPatients(2);
        var standing = await cluster.Booked(block, patients[0], At(0));
        await cluster.Store.Commit(new BlockCommit(other.Key, 1,
        [
            new AppointmentChange(standing with { Version = 2, BlockId = other.Key.Id, ClinicianId = other.ClinicianId })
            {
                ExpectedPatientVersion = 2,
                FormerBlockId = block.Key.Id,
            },
        ], Deadline));

        var answer = await cluster.Book(block, patients[1], At(0));

        Assert.Equal(BookStatus.Booked, answer.Status);
    }

    [Fact]
    public async Task Book_patients_calendar_changed_meanwhile_is_read_again()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        cluster.Store.Break(block.Key, async (commit, store) =>
        {
            cluster.Store.Mend(block.Key);
            await cluster.Booked(other, patient, At(120));
            return await store(commit);
        });

        var answer = await cluster.Book(block, patient, At(0));

        Assert.Equal(BookStatus.Booked, answer.Status);
    }

    [Fact]
    public async Task Book_patient_taken_elsewhere_meanwhile_is_refused()
    {
        var block = await cluster.NewBlock();
        var other = await cluster.NewBlock();
        var patient = await cluster.NewPatient();
        cluster.Store.Break(block.Key, async (commit, store) =>
        {
            cluster.Store.Mend(block.Key);
            await cluster.Booked(other, patient, At(0));
            return await store(commit);
        });

        var answer = await cluster.Book(block, patient, At(0));

        Assert.Equal(PlacementStatus.PatientBusy, answer.Placement);
    }

    [Fact]
    public async Task Book_past_its_deadline_is_withdrawn()
    {
        var block = await cluster.NewBlock();
        var command = Commands.Book(block, await cluster.NewPatient(), At(0)) with
        {
            Deadline = TimeProvider.System.GetUtcNow().AddSeconds(-1),
        };

        var answer = await cluster.Book(block, command);

        Assert.Equal(PlacementStatus.Overloaded, answer.Placement);
        Assert.Equal(1, await cluster.Store.ReadBlockVersion(block.Key));
    }

    [Fact]
    public async Task Book_more_than_may_wait_are_told_to_come_back()
    {
        var block = await cluster.NewBlock(capacity: 500);
        var patients = await cluster.NewPatients(1_001);
        var gate = cluster.Store.Hold(block.Key);
        var first = cluster.Book(block, patients[0], At(0));
        await gate.Reached;

        var others = patients.Skip(1).Select(patient => cluster.Book(block, patient, At(0))).ToList();
        var shed = await await Task.WhenAny(others);
        gate.Open();
        var answers = await Task.WhenAll(others.Append(first));

        Assert.Equal(PlacementStatus.Overloaded, shed.Placement);
        Assert.Equal(1, answers.Count(answer => answer.Placement == PlacementStatus.Overloaded));
        Assert.Equal(500, answers.Count(answer => answer.Status == BookStatus.Booked));
    }

    [Fact]
    public async Task Book_a_block_that_is_opened_later_is_found_at_once()
    {
        var block = NewDefinition(await cluster.NewClinician(), At(0, 600));
        var patient = await cluster.NewPatient();

        var before = await cluster.Book(block, patient, At(0));
        await cluster.Grains.Clinician(block.Key with { Id = block.ClinicianId }).Open(new OpenBlocks([block]));
        var after = await cluster.Book(block, patient, At(0));

        Assert.Equal(PlacementStatus.BlockUnknown, before.Placement);
        Assert.Equal(BookStatus.Booked, after.Status);
    }

    [Fact]
    public async Task Book_a_block_of_another_hospital_is_unknown()
    {
        var block = await cluster.NewBlock();
        var command = Commands.Book(block, await cluster.NewPatient(), At(0));

        var answer = await cluster.Grains.AvailabilityBlock(block.Key with { HospitalId = 127 }).Book(command);

        Assert.Equal(PlacementStatus.BlockUnknown, answer.Placement);
    }

    /// <summary>As another activation would: straight into the store.</summary>
    private async Task Elsewhere(BlockDefinition block, Key patient, TimeRange time)
    {
        var command = Commands.Book(block, patient, time);
        var version = await cluster.Store.ReadBlockVersion(block.Key);
        var appointment = Samples.Appointment(command.Placement) with
        {
            Key = block.Key with { Id = command.Placement.AppointmentId },
            BlockId = block.Key.Id,
        };
        var outcomes = await cluster.Store.Commit(new BlockCommit(
            block.Key, version!.Value, [new AppointmentChange(appointment) { ExpectedPatientVersion = 1 }], Deadline));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(outcomes));
    }
}
