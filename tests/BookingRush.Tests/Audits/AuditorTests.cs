namespace Scheduling.BookingRush.Tests;

/// <summary>Histories that nobody had to run for, against what is there.</summary>
public sealed class AuditorTests
{
    private static readonly Plan Plan = new(7, Samples.Day, 10);

    [Fact]
    public async Task Check_one_double_booking_in_ten_thousand_is_found()
    {
        var history = Enumerable.Range(0, 10_000).Select(i => Won(block: i / 100, slot: i % 100, patient: i)).ToList();
        history.Add(Won(block: 57, slot: 31, patient: 10_000));

        var audit = await Check(history, [.. history.Select(StoredOf)]);

        var rule = audit.Rules.Single(each => each.Rule == Rule.NoDoubleBooking);
        Assert.Equal(2, rule.Broken);
        Assert.All(rule.Faults, fault => Assert.Contains(Plan.Block(57).ToString(), fault, StringComparison.Ordinal));
        Assert.Equal(2, audit.Broken);
    }

    [Fact]
    public async Task Check_double_booking_that_was_repaired_meanwhile_is_found()
    {
        Operation[] history = [Won(0, 0, 1), Won(0, 0, 2)];

        var audit = await Check(history, [StoredOf(history[0]), StoredOf(history[1]) with { IsLive = false }]);

        Assert.Equal([Rule.AsAnswered, Rule.NoDoubleBooking], Broken(audit));
    }

    [Fact]
    public async Task Check_slot_that_was_free_again_may_be_sold_again()
    {
        var first = Won(0, 0, 1) with { Invoke = 1, Return = 2 };
        var cancelled = first with { Op = Act.Cancel, Invoke = 10, Return = 20 };
        var second = Won(0, 0, 2) with { Invoke = 15, Return = 30 };

        var audit =
            await Check(
                [first, cancelled, second],
                    [StoredOf(first) with { IsLive = false, Status = "CancelledByPatient" }, StoredOf(second)]);

        Assert.Equal(0, audit.Broken);
    }

    [Fact]
    public async Task Check_moved_appointment_is_where_it_was_moved_to_and_nowhere_else()
    {
        var booked = Won(0, 0, 1) with { Invoke = 1, Return = 2 };
        var moved =
            Won(1, 0, 1) with { Op = Act.Reschedule, Appointment = booked.Appointment, Invoke = 10, Return = 20 };

        var there = await Check([booked, moved], [StoredOf(moved)]);
        var still = await Check([booked, moved], [StoredOf(booked)]);

        Assert.Equal(0, there.Broken);
        Assert.Equal([Rule.AsAnswered], Broken(still));
    }

    [Fact]
    public async Task Check_move_in_doubt_may_have_happened_or_not_but_nothing_else()
    {
        var booked = Won(0, 0, 1) with { Invoke = 1, Return = 2 };
        var doubt = Won(1, 0, 1) with
        {
            Op = Act.Reschedule,
            Appointment = booked.Appointment,
            Invoke = 10,
            Return = 20,
            Outcome = Outcome.InDoubt,
        };

        Assert.Equal(0, (await Check([booked, doubt], [StoredOf(booked)])).Broken);
        Assert.Equal(0, (await Check([booked, doubt], [StoredOf(doubt)])).Broken);
        var elsewhere = StoredOf(doubt) with { Block = Plan.Block(2) };
        Assert.Equal([Rule.DoubtsSettled], Broken(await Check([booked, doubt], [elsewhere])));
        var gone = StoredOf(booked) with { IsLive = false, Status = "CancelledByPatient" };
        Assert.Equal([Rule.DoubtsSettled], Broken(await Check([booked, doubt], [gone])));
    }

    [Fact]
    public async Task Check_refusal_is_justified_while_somebody_may_have_had_it_and_a_quarter_second_longer()
    {
        var booked = Won(0, 0, 1) with { Invoke = 1_000_000, Return = 1_000_010 };
        var cancelled = booked with { Op = Act.Cancel, Invoke = 2_000_000, Return = 2_000_010 };
        var stored = StoredOf(booked) with { IsLive = false, Status = "CancelledByPatient" };

        Task<AuditResult> Refused(long invoke) => Check(
            [booked, cancelled, Taken(0, 0, 2) with { Invoke = invoke, Return = invoke + 10 }], [stored]);

        Assert.Equal([Rule.RefusalsJustified], Broken(await Refused(999_000)));
        Assert.Empty(Broken(await Refused(1_000_005)));
        Assert.Empty(Broken(await Refused(2_200_000)));
        Assert.Equal([Rule.RefusalsJustified], Broken(await Refused(2_260_000)));
    }

    [Fact]
    public async Task Check_refusal_because_of_the_patients_own_appointment_is_justified()
    {
        Operation[] history = [Won(0, 0, 1), Taken(1, 0, 1)];

        Assert.Equal(0, (await Check(history, [StoredOf(history[0])])).Broken);
    }

    [Fact]
    public async Task Check_refusal_with_room_left_is_not_justified()
    {
        Operation[] history = [Won(0, 0, 1), Taken(0, 0, 2)];

        var audit = await Check(history, [StoredOf(history[0])], capacity: 2);

        Assert.Equal([Rule.RefusalsJustified], Broken(audit));
    }

    [Fact]
    public async Task Check_capacity_is_counted_at_the_fullest_instant()
    {
        Operation[] history = [Won(0, 0, 1), Won(0, 0, 2)];

        Assert.Equal(0, (await Check(history, [.. history.Select(StoredOf)], capacity: 2)).Broken);
        Assert.Equal([Rule.NoDoubleBooking], Broken(await Check(history, [.. history.Select(StoredOf)])));
    }

    [Fact]
    public async Task Check_refusal_while_somebody_held_it_is_justified()
    {
        var held = Won(0, 0, 1) with { Op = Act.Hold, Appointment = null, Hold = Guid.NewGuid() };

        Assert.Equal(0, (await Check([held, Taken(0, 0, 2)], [])).Broken);
    }

    [Fact]
    public async Task Check_key_with_two_appointments_is_found()
    {
        var first = Won(0, 0, 1) with { Key = "k" };
        var second = Won(1, 1, 1) with { Key = "k", Op = Act.Repeat };

        Assert.Equal([Rule.DoubtsSettled], Broken(await Check([first, second], [StoredOf(first), StoredOf(second)])));
    }

    [Fact]
    public async Task Check_worker_of_several_judges_only_its_own()
    {
        Operation[] history = [Won(0, 0, 1), Taken(0, 1, 2)];
        var another = StoredOf(Won(0, 1, 3));

        var audit = await Check(history, [StoredOf(history[0]), another], isWhole: false);

        Assert.Equal(0, audit.Broken);
        Assert.Equal(3, audit.Rules.Count(rule => rule.Note is not null));
    }

    private static Task<AuditResult> Check(
        IReadOnlyList<Operation> history, IReadOnlyList<Stored> stored, int capacity = 1, bool isWhole = true)
    {
        var scenario =
            new ScenarioFile { Workload = WorkloadKind.Rush, Blocks = 100, Slots = 100, Capacity = capacity }.Resolve();
        return new Auditor(Plan, scenario, new Everything(stored), calls: null, isWhole, TimeProvider.System)
            .Check(() => history, CancellationToken.None);
    }

    private static IEnumerable<Rule> Broken(AuditResult audit) =>
        audit.Rules.Where(rule => rule.Broken > 0).Select(rule => rule.Rule);

    private static Operation Won(int block, int slot, int patient) => new()
    {
        Worker = 0,
        Phase = PhaseName.Run,
        Visitor = patient,
        Op = Act.Book,
        Outcome = Outcome.Won,
        Invoke = 1_000_000,
        Return = 1_001_000,
        Status = 200,
        Patient = Plan.Patient(patient),
        Block = Plan.Block(block),
        From = Plan.StartOf(slot),
        To = Plan.StartOf(slot + 1),
        Appointment = Guid.NewGuid(),
    };

    private static Operation Taken(int block, int slot, int patient) =>
        Won(block, slot, patient) with { Outcome = Outcome.Taken, Appointment = null, Status = 400, Code = 1000409 };

    private static Stored StoredOf(Operation operation) => new(
        operation.Appointment!.Value, operation.Block!.Value, operation.Patient, operation.From!.Value,
            operation.To!.Value,
        IsLive: true, "Scheduled");

    private sealed class Everything(IReadOnlyList<Stored> stored) : ITruth
    {
        public string Name => "a list";

        public Task<IReadOnlyList<Stored>?> List(IReadOnlyList<int> blocks, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<Stored>?>(stored);

        public Task<IReadOnlyList<Stored>> Find(
            IReadOnlyCollection<Acknowledged> appointments, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<Stored>>([]);
    }
}
