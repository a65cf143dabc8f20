namespace Scheduling.BookingRush.Tests;

/// <summary>Small histories, of which it can be seen whether they are possible.</summary>
public sealed class JudgeTests
{
    private const long Second = 1_000_000;

    private static readonly Plan Plan = new(7, Samples.Day, 10);

    [Fact]
    public void Of_slot_sold_twice_names_both_bookings_and_nothing_else()
    {
        var (first, second) = (Booked(1, slot: 0, at: 1), Booked(2, slot: 0, at: 5));

        var judgement = Judged(Booked(3, slot: 1, at: 1), first, Refused(4, slot: 0, at: 3), second);

        Assert.Equal([first, second], Assert.Single(judgement.Contradictions).Operations);
    }

    [Fact]
    public void Of_slot_sold_twice_where_one_was_cancelled_in_between_is_fine_and_afterwards_is_not()
    {
        var (first, second) = (Booked(1, slot: 0, at: 1), Booked(2, slot: 0, at: 5));

        Assert.Equal(0, Judged(first, Cancelled(first, at: 3), second).Broken);
        Assert.Equal(0, Judged(first, Cancelled(first, at: 5), second).Broken);
        Assert.Equal(1, Judged(first, Cancelled(first, at: 7), second).Broken);
    }

    [Fact]
    public void Of_as_many_as_the_capacity_fit_and_one_more_does_not()
    {
        Operation[] two = [Booked(1, slot: 0, at: 1), Booked(2, slot: 0, at: 2)];
        Operation[] three = [.. two, Booked(3, slot: 0, at: 3)];

        Assert.Equal((0, 1), (Of(2, two).Broken, Of(2, three).Broken));
        Assert.Equal((1, 0), (Of(2, [.. two[..1], Refused(4, slot: 0, at: 5)]).Broken,
            Of(2, [.. two, Refused(4, slot: 0, at: 5)]).Broken));
    }

    [Fact]
    public void Of_refusal_needs_somebody_who_has_it_at_most_a_quarter_second_before()
    {
        var booked = Booked(1, slot: 0, at: 1);
        var cancelled = Cancelled(booked, at: 2);
        Operation RefusedAt(long microseconds) =>
            Refused(2, slot: 0, at: 1) with { Invoke = microseconds, Return = microseconds + 10 };

        Assert.Equal(0, Judged(booked, cancelled, RefusedAt(cancelled.Return + 240_000)).Broken);
        var late = RefusedAt(cancelled.Return + 260_000);
        Assert.Equal([cancelled, late], Assert.Single(Judged(booked, cancelled, late).Contradictions).Operations);
    }

    [Fact]
    public void Of_refusal_for_the_patient_needs_the_patients_own_and_one_for_the_time_somebody_elses()
    {
        var booked = Booked(1, slot: 0, at: 1);
        var elsewhere = Refused(1, slot: 0, at: 3) with { Block = Plan.Block(1), Reason = RefusalReason.Patient };

        Assert.Equal(0, Judged(booked, elsewhere).Broken);
        Assert.Equal(1, Judged(booked, elsewhere with { Reason = RefusalReason.Time }).Broken);
        Assert.Equal(1, Judged(booked, elsewhere with { Patient = Plan.Patient(2) }).Broken);
    }

    [Fact]
    public void Of_booking_in_doubt_may_have_happened_or_not_but_not_both()
    {
        var doubt = Doubt(Booked(1, slot: 0, at: 1));
        var (refused, won) = (Refused(2, slot: 0, at: 3), Booked(3, slot: 0, at: 5));

        Assert.Equal(0, Judged(doubt, refused).Broken);
        Assert.Equal(0, Judged(doubt, won).Broken);
        Assert.Equal([refused, won], Assert.Single(Judged(doubt, refused, won).Contradictions).Operations);
    }

    [Fact]
    public void Of_booking_in_doubt_can_be_recognized_by_who_sees_it()
    {
        var doubt = Doubt(Booked(1, slot: 0, at: 1));
        var there = StoredOf(Booked(1, slot: 0, at: 1));

        Assert.Equal(0, Judged([doubt], [there]).Broken);
        Assert.Equal(0, Judged([doubt], []).Broken);
        Assert.NotEqual(0, Judged([doubt, Booked(2, slot: 0, at: 3)], [there]).Broken);
        Assert.Equal(1, Judged([doubt], [there with { Patient = Plan.Patient(3) }]).Broken);
    }

    [Fact]
    public void Of_two_bookings_in_doubt_that_look_alike_either_may_be_the_one_that_is_seen()
    {
        var held = Held(1, slot: 0, at: 3, seconds: 100);
        var without = Doubt(Booked(1, slot: 0, at: 1)) with { Key = "a" };
        var with = Doubt(Booked(1, slot: 0, at: 5)) with { Key = "b", Hold = held.Hold };
        var there = StoredOf(Booked(1, slot: 0, at: 1));

        Assert.Equal(0, Judged([without, held, with], [there]).Broken);
        Assert.NotEqual(0, Judged([without, held], [there]).Broken);
    }

    [Fact]
    public void Of_acknowledged_appointment_that_is_not_there_in_the_end_is_found()
    {
        var booked = Booked(1, slot: 0, at: 1);

        Assert.Equal(0, Judged([booked], [StoredOf(booked)]).Broken);
        Assert.NotEqual(0, Judged([booked], []).Broken);
        Assert.NotEqual(0, Judged([booked], [StoredOf(booked) with { IsLive = false }]).Broken);
        Assert.NotEqual(0, Judged([booked], [StoredOf(booked), StoredOf(Booked(2, slot: 3, at: 1))]).Broken);
    }

    [Fact]
    public void Of_hold_keeps_its_time_until_it_expires_and_no_longer()
    {
        var held = Held(1, slot: 0, at: 1, seconds: 10);

        Assert.Equal(1, Judged(held, Booked(2, slot: 0, at: 5)).Broken);
        Assert.Equal(0, Judged(held, Booked(2, slot: 0, at: 12)).Broken);
        Assert.Equal(0, Judged(held, Refused(2, slot: 0, at: 5)).Broken);
        Assert.Equal(1, Judged(held, Refused(2, slot: 0, at: 12)).Broken);
    }

    [Fact]
    public void Of_hold_ends_by_its_release_by_its_use_and_by_the_next_one()
    {
        var held = Held(1, slot: 0, at: 1, seconds: 100);
        var released = held with { Op = Act.Release, Invoke = 3 * Second, Return = (3 * Second) + 10, Expires = null };
        var used = Booked(1, slot: 0, at: 3) with { Hold = held.Hold };
        var next = Held(1, slot: 4, at: 3, seconds: 100);

        Assert.Equal(1, Judged(held, released, Refused(2, slot: 0, at: 5)).Broken);
        Assert.Equal(0, Judged(held, released, Booked(2, slot: 0, at: 5)).Broken);
        Assert.NotEqual(0, Judged(held, Booked(1, slot: 0, at: 3)).Broken);
        Assert.Equal(0, Judged(held, used, Cancelled(used, at: 5), Booked(2, slot: 0, at: 7)).Broken);
        Assert.Equal(1, Judged(held, next, Refused(2, slot: 0, at: 5)).Broken);
        Assert.Equal(0, Judged(held, next, Booked(2, slot: 0, at: 5), Refused(3, slot: 4, at: 5)).Broken);
    }

    [Fact]
    public void Of_move_frees_the_old_time_takes_the_new_one_and_is_never_seen_in_both()
    {
        var booked = Booked(1, slot: 0, at: 1);
        var moved = booked with
        {
            Op = Act.Reschedule,
            From = Plan.StartOf(3),
            To = Plan.StartOf(4),
            Invoke = 3 * Second,
            Return = 4 * Second,
        };
        var copy = moved with { Appointment = Guid.NewGuid() };

        Assert.Equal(0, Judged(booked, moved, Booked(2, slot: 0, at: 5), Refused(3, slot: 3, at: 5)).Broken);
        Assert.Equal(1, Judged(booked, moved, Refused(3, slot: 0, at: 5)).Broken);
        Assert.Equal(1, Judged(booked, moved, Booked(3, slot: 3, at: 5)).Broken);
        Assert.Equal(0, Judged(booked, moved, Listed(1, at: 3, booked)).Broken);
        Assert.Equal(0, Judged(booked, moved, Listed(1, at: 3, moved)).Broken);
        Assert.NotEqual(0, Judged(booked, moved, Listed(1, at: 3)).Broken);
        Assert.NotEqual(0, Judged(booked, moved, Listed(1, at: 3, booked, copy)).Broken);
        Assert.NotEqual(0, Judged(booked, moved, Listed(1, at: 5, booked)).Broken);
    }

    [Fact]
    public void Of_patient_is_never_in_two_places_at_once()
    {
        var (here, there) = (Booked(1, slot: 0, at: 1), Booked(1, slot: 0, at: 3) with { Block = Plan.Block(1) });

        Assert.Equal([here, there], Assert.Single(Judged(here, there).Contradictions).Operations);
    }

    [Fact]
    public void Of_key_books_once_and_is_known_before_anybody_is_refused_with_it()
    {
        var booked = Booked(1, slot: 0, at: 1) with { Key = "k" };
        var lost = Doubt(booked);
        var again = booked with { Op = Act.Repeat, Invoke = 3 * Second, Return = 4 * Second };
        var refused = Refused(1, slot: 0, at: 3) with { Key = "k", Op = Act.Repeat };

        Assert.Equal(0, Judged(booked, again).Broken);
        Assert.Equal(1, Judged(booked, again with { Appointment = Guid.NewGuid() }).Broken);
        Assert.Equal(0, Judged(lost, again).Broken);
        Assert.Equal(0, Judged(lost, Booked(2, slot: 0, at: 2), refused).Broken);
        Assert.NotEqual(0, Judged(booked, refused).Broken);
    }

    [Fact]
    public void Of_list_that_misses_what_was_acknowledged_before_it_is_stale()
    {
        var booked = Booked(1, slot: 0, at: 1);

        Assert.Equal(0, Judged(booked, Listed(1, at: 1)).Broken);
        Assert.Equal(0, Judged(booked, Listed(1, at: 3, booked)).Broken);
        var stale = Listed(1, at: 3);
        Assert.Equal([booked, stale], Judged(booked, stale).Contradictions[0].Operations);
    }

    [Fact]
    public void Of_cancelled_once_is_cancelled_for_good()
    {
        var booked = Booked(1, slot: 0, at: 1);

        Assert.Equal(1, Judged(booked, Cancelled(booked, at: 3), Cancelled(booked, at: 5)).Broken);
        Assert.Equal(0, Judged(
            booked, Doubt(Cancelled(booked, at: 3)), Cancelled(booked, at: 5) with { Status = 400 }).Broken);
    }

    [Fact]
    public void Of_many_in_doubt_for_one_slot_needs_no_search_of_all_their_orders()
    {
        var doubts = Enumerable.Range(0, 60).Select(patient => Doubt(Booked(patient, slot: 0, at: 1)));
        var refusals = Enumerable.Range(100, 60).Select(patient => Refused(patient, slot: 0, at: 4));

        var judgement = Of(3, [.. doubts, .. refusals]);

        Assert.Equal((0, 0), ((int)judgement.Broken, judgement.Entangled.Count));
    }

    private static Judgement Judged(params Operation[] history) => Of(1, history);

    private static Judgement Judged(Operation[] history, Stored[] end) =>
        new Judge(new JudgeRules { CapacityOf = _ => 1 }).Of(history, end);

    private static Judgement Of(int capacity, IReadOnlyList<Operation> history) =>
        new Judge(new JudgeRules { CapacityOf = _ => capacity }).Of(history);

    /// <summary>The call takes from a second to the next one.</summary>
    private static Operation Booked(int patient, int slot, int at) => new()
    {
        Worker = 0,
        Phase = PhaseName.Run,
        Visitor = patient,
        Op = Act.Book,
        Outcome = Outcome.Won,
        Invoke = at * Second,
        Return = (at + 1) * Second,
        Status = 200,
        Patient = Plan.Patient(patient),
        Block = Plan.Block(0),
        From = Plan.StartOf(slot),
        To = Plan.StartOf(slot + 1),
        Appointment = Guid.NewGuid(),
    };

    private static Operation Refused(int patient, int slot, int at) => Booked(patient, slot, at) with
    {
        Outcome = Outcome.Taken,
        Reason = RefusalReason.Time,
        Appointment = null,
        Status = 400,
        Code = 1000409,
    };

    private static Operation Doubt(Operation operation) => operation with
    {
        Outcome = Outcome.InDoubt,
        Status = 0,
        Appointment = operation.Op == Act.Book ? null : operation.Appointment,
    };

    private static Operation Cancelled(Operation booked, int at) => booked with
    {
        Op = Act.Cancel,
        Invoke = at * Second,
        Return = (at + 1) * Second,
    };

    private static Operation Held(int patient, int slot, int at, int seconds) => Booked(patient, slot, at) with
    {
        Op = Act.Hold,
        Appointment = null,
        Hold = Guid.NewGuid(),
        Expires = DateTimeOffset.UnixEpoch.AddSeconds(at + seconds),
    };

    private static Operation Listed(int patient, int at, params Operation[] shown) => Booked(patient, 0, at) with
    {
        Op = Act.List,
        Outcome = Outcome.Found,
        Block = null,
        From = null,
        To = null,
        Appointment = null,
        Found = [.. shown.Select(each => new Sighting(
            each.Appointment!.Value, each.Block!.Value, each.From!.Value, each.To!.Value, IsLive: true))],
    };

    private static Stored StoredOf(Operation booked) => new(
        booked.Appointment!.Value, booked.Block!.Value, booked.Patient, booked.From!.Value, booked.To!.Value,
        IsLive: true, "Scheduled");
}
