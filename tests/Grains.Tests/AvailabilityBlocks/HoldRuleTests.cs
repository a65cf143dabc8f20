using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

public sealed class HoldRuleTests
{
    [Fact]
    public void JudgeNewHold_every_fault_at_once_answers_in_the_order_of_the_contract()
    {
        var asked = Placement(null) with { Patient = PersonStanding.Inactive, MostLiveAppointments = 0 };
        var patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(5)));
        ImmutableArray<DateTimeOffset> placed = [Now, Now, Now];
        AvailabilityBlock? block = null;
        void Expect(PlacementStatus refusal) => Assert.Equal(
            Verdict.Refuse(refusal), AvailabilityBlock.JudgeNewHold(asked, block, patient, placed, Now));

        Expect(PlacementStatus.PatientInactive);
        asked = asked with { Patient = PersonStanding.Fit };
        Expect(PlacementStatus.TimeZoneUnknown);
        asked = asked with { Time = At(0) };
        Expect(PlacementStatus.BlockUnknown);
        block = AvailabilityBlock.From(new BlockSnapshot(
            Definition() with { Time = At(0, 10) }, 1, [new LiveAppointment(Guid.NewGuid(), At(0))]));
        Expect(PlacementStatus.OutsideBlock);
        block = block with { Definition = Definition() };
        Expect(PlacementStatus.TimeTaken);
        block = Block();
        Expect(PlacementStatus.PatientBusy);
        patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(15)));
        Expect(PlacementStatus.PatientLimitReached);
        asked = asked with { MostLiveAppointments = 2 };
        Expect(PlacementStatus.TooManyHolds);
        placed = [Now, Now];
        Assert.Equal(Verdict.Fits, AvailabilityBlock.JudgeNewHold(asked, block, patient, placed, Now));
    }

    [Fact]
    public void Judge_a_hold_counts_before_the_instant_at_which_it_expires_and_not_at_it()
    {
        var hold = Hold(At(0), Now);
        var block = Holding(hold);
        var asked = Placement(At(0));

        Assert.Equal(
            Verdict.Refuse(PlacementStatus.TimeTaken),
            AvailabilityBlock.Judge(asked, block, Calendar(), hold.ExpiresAt.AddTicks(-1)));
        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(asked, block, Calendar(), hold.ExpiresAt));
    }

    [Fact]
    public void Judge_holds_count_with_appointments_at_each_instant()
    {
        var block = Block(2, new LiveAppointment(Guid.NewGuid(), At(0)));
        block = Settled(Settled(block, Hold(At(15), Now)), Hold(At(30), Now));

        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(Placement(At(0, 45)), block, Calendar(), Now));
        block = Settled(block, Hold(At(14, 2), Now));
        Assert.Equal(
            Verdict.Refuse(PlacementStatus.TimeTaken),
            AvailabilityBlock.Judge(Placement(At(0, 45)), block, Calendar(), Now));
    }

    [Fact]
    public void Judge_a_patients_hold_counts_against_their_other_times_and_not_against_what_uses_it()
    {
        var asked = Placement(At(0));
        var hold = Hold(At(0, 30), Now, asked.PatientId);
        var patient = Calendar() with { Hold = hold };
        var block = Settled(Block(5), hold);
        Verdict Judge(Placement placement) => AvailabilityBlock.Judge(placement, block, patient, Now);

        Assert.Equal(Verdict.Refuse(PlacementStatus.PatientBusy), Judge(asked));
        Assert.Equal(Verdict.Fits, Judge(asked with { HoldId = hold.Key.Id }));
        Assert.Equal(Verdict.Fits, Judge(asked with { Time = At(30) }));
        Assert.Equal(
            Verdict.AskPatient, AvailabilityBlock.Judge(asked with { HoldId = hold.Key.Id }, block, null, Now));
    }

    [Fact]
    public void Judge_a_hold_on_the_way_is_waited_for_and_its_end_frees_nothing_before_it_is_committed()
    {
        var hold = Hold(At(0), Now);
        var asked = Placement(At(0));
        var claimed = Block().Claim(new HoldPlaced(hold));
        Verdict Judge(AvailabilityBlock block) => AvailabilityBlock.Judge(asked, block, Calendar(), Now);

        Assert.Equal(Verdict.Wait, Judge(claimed));
        Assert.Equal(Verdict.Fits, Judge(claimed.Withdraw(new HoldPlaced(hold))));
        var held = claimed.Settle(new HoldPlaced(hold));
        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), Judge(held));
        var ending = held.Claim(new HoldReleased(hold));
        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), Judge(ending));
        Assert.Equal(Verdict.Fits, Judge(ending.Settle(new HoldReleased(hold))));
    }

    [Fact]
    public void Judge_a_replaced_hold_frees_its_time_with_the_commit_of_the_next()
    {
        var first = Hold(At(0), Now);
        var next = new HoldPlaced(Hold(At(60), Now, first.PatientId));
        var moving = Holding(first).Claim(next);
        Verdict Judge(AvailabilityBlock block, TimeRange time) =>
            AvailabilityBlock.Judge(Placement(time), block, Calendar(), Now);

        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), Judge(moving, At(0)));
        Assert.Equal(Verdict.Wait, Judge(moving, At(60)));
        Assert.Equal(Verdict.Fits, Judge(moving.Settle(next), At(0)));
        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), Judge(moving.Settle(next), At(60)));
    }

    [Fact]
    public void Settle_a_new_hold_forgets_those_that_had_expired()
    {
        var (old, standing) = (Hold(At(0), Now.AddMinutes(-5)), Hold(At(15), Now.AddMinutes(-4)));

        var block = Settled(Holding(old, standing), Hold(At(30), Now));

        Assert.DoesNotContain(old.Key.Id, block.Holds.Keys);
        Assert.Equal(2, block.Holds.Count);
    }

    [Fact]
    public void MustWait_a_definition_waits_for_all_and_all_wait_for_it()
    {
        var booking = new AppointmentChange(Appointment(Placement(At(0))));
        var redefined = new DefinitionChange(Definition(capacity: 7), 1);
        var empty = Block();

        Assert.False(empty.MustWait(redefined));
        Assert.True(empty.Claim(booking).MustWait(redefined));
        var changing = empty.Claim(redefined);
        Assert.True(changing.MustWait(booking));
        Assert.True(changing.MustWait(redefined));
        Assert.Equal(1, changing.Definition.Capacity);
        Assert.False(changing.Withdraw(redefined).MustWait(booking));
        Assert.Equal(7, changing.Settle(redefined).Definition.Capacity);
        Assert.False(changing.Settle(redefined).MustWait(booking));
    }

    private static AvailabilityBlock Holding(params Hold[] holds) =>
        AvailabilityBlock.From(new BlockSnapshot(Definition(), 1, []) { Holds = [.. holds] });

    private static AvailabilityBlock Settled(AvailabilityBlock block, Hold hold) =>
        block.Claim(new HoldPlaced(hold)).Settle(new HoldPlaced(hold));

    [Fact]
    public void ReleaseHold_is_not_called_done_for_what_was_true_before_the_request()
    {
        var time = new FakeTimeProvider(Now);
        var memory = new BlockMemory(BlockKey, null!, new AvailabilityBlockOptions(), time);
        memory.Confirm(time.GetTimestamp());
        time.Advance(TimeSpan.FromMilliseconds(100));
        var ask = new HoldReleaseAsk(
            new ReleaseHold { HoldId = Guid.NewGuid(), CallerId = Clinician, Reach = Reach.Nothing, Deadline = Eight },
            time);

        var verdict = ask.Judge(Block());

        Assert.Equal(VerdictKind.Refused, verdict.Kind);
        Assert.False(memory.IsConfirmedFor(ask));
        memory.Confirm(time.GetTimestamp());
        Assert.True(memory.IsConfirmedFor(ask));
    }
}
