using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

/// <summary>
/// A clock that steps changes which holds count and what is past, never how many fit: whoever has the time has it.
/// </summary>
public sealed class ClockStepTests
{
    [Fact]
    public void Judge_a_hold_that_a_clock_set_back_revives_cannot_have_what_was_booked_meanwhile()
    {
        var hold = Hold(At(0), Now);
        var booked = new AppointmentChange(Appointment(Placement(At(0))));
        var block = AvailabilityBlock.From(new BlockSnapshot(Definition(), 1, []) { Holds = [hold] });
        var late = hold.ExpiresAt.AddMinutes(1);
        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(Placement(At(0)), block, Calendar(), late));
        block = block.Claim(booked).Settle(booked);

        var revived = Placement(At(0)) with { PatientId = hold.PatientId, HoldId = hold.Key.Id };
        var verdict = AvailabilityBlock.Judge(revived, block, Calendar() with { Hold = hold }, Now);

        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), verdict);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(23)]
    public void Judge_a_booked_time_is_taken_wherever_the_clock_steps(int hours)
    {
        var block = Block(null, new LiveAppointment(Guid.NewGuid(), At(0)));

        var verdict = AvailabilityBlock.Judge(Placement(At(0)), block, Calendar(), Now.AddHours(hours));

        Assert.Equal(Verdict.Refuse(PlacementStatus.TimeTaken), verdict);
    }

    [Fact]
    public void Judge_a_clock_far_ahead_refuses_and_set_right_again_books()
    {
        var asked = Placement(At(0));

        Assert.Equal(
            Verdict.Refuse(PlacementStatus.StartNotInFuture),
            AvailabilityBlock.Judge(asked, Block(), Calendar(), Eight.AddDays(1)));
        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(asked, Block(), Calendar(), Now));
    }
}
