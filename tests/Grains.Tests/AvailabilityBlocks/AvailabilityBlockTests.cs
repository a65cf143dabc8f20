using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

public sealed class AvailabilityBlockTests
{
    [Fact]
    public void Judge_every_fault_at_once_answers_in_the_order_of_the_contract()
    {
        var taken = new LiveAppointment(Guid.NewGuid(), At(0));
        var definition = Definition() with
        {
            IsDeleted = true,
            IsAvailable = false,
            AllowSelf = false,
            Locked = true,
            Private = true,
            Time = At(0, 10),
        };
        var asked = Placement(null) with
        {
            Patient = PersonStanding.Inactive,
            Clinician = PersonStanding.Inactive,
            ClinicianId = Guid.NewGuid(),
            ServiceTypeKnown = false,
            FeeAllowed = false,
            LongestVisit = TimeSpan.FromMinutes(1),
            MostLiveAppointments = 0,
            HoldId = Guid.NewGuid(),
        };
        var patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(5)));
        var now = At(60).Start;
        AvailabilityBlock? block = null;
        var live = new[] { taken };

        void Expect(PlacementStatus expected)
        {
            var verdict = AvailabilityBlock.Judge(asked, block, patient, now);
            Assert.Equal((VerdictKind.Refused, expected), (verdict.Kind, verdict.Refusal));
        }

        void Mend(BlockDefinition mended)
        {
            definition = mended;
            block = AvailabilityBlock.From(new BlockSnapshot(definition, 1, [.. live]));
        }

        Expect(PlacementStatus.PatientInactive);
        asked = asked with { Patient = PersonStanding.OtherKind };
        Expect(PlacementStatus.NotAPatient);
        asked = asked with { Patient = PersonStanding.Fit };
        Expect(PlacementStatus.ClinicianInactive);
        asked = asked with { Clinician = PersonStanding.OtherKind };
        Expect(PlacementStatus.NotAClinician);
        asked = asked with { Clinician = PersonStanding.Fit };
        Expect(PlacementStatus.ServiceTypeUnknown);
        asked = asked with { ServiceTypeKnown = true };
        Expect(PlacementStatus.FeeNotWaivable);
        asked = asked with { FeeAllowed = true };
        Expect(PlacementStatus.TimeZoneUnknown);
        asked = asked with { Time = At(0) };
        Expect(PlacementStatus.StartNotInFuture);
        now = At(0).Start;
        Expect(PlacementStatus.StartNotInFuture);
        now = Now;
        Expect(PlacementStatus.BlockUnknown);
        Mend(definition);
        Expect(PlacementStatus.BlockUnknown);
        Mend(definition with { IsDeleted = false });
        Expect(PlacementStatus.ClinicianOfAnotherBlock);
        asked = asked with { ClinicianId = Clinician };
        Expect(PlacementStatus.BlockUnavailable);
        Mend(definition with { IsAvailable = true });
        Expect(PlacementStatus.TypeNotAllowed);
        Mend(definition with { AllowSelf = true });
        Expect(PlacementStatus.BlockLocked);
        asked = asked with { MayUseLocked = true };
        Expect(PlacementStatus.BlockPrivate);
        asked = asked with { Side = Side.Staff };
        Expect(PlacementStatus.TooLong);
        asked = asked with { LongestVisit = TimeSpan.FromMinutes(15) };
        Expect(PlacementStatus.OutsideBlock);
        Mend(definition with { Time = At(0, 600) });
        Expect(PlacementStatus.HoldUnknown);
        asked = asked with { HoldId = null };
        Expect(PlacementStatus.TimeTaken);
        live = [];
        Mend(definition);
        Expect(PlacementStatus.PatientBusy);
        patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(15)));
        Expect(PlacementStatus.PatientLimitReached);
        asked = asked with { MostLiveAppointments = 2 };
        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(asked, block, patient, now));
    }

    [Theory]
    [InlineData(AppointmentType.ClinicianScheduled)]
    [InlineData(AppointmentType.OnDemand)]
    [InlineData(AppointmentType.PatientScheduled)]
    public void Judge_type_needs_its_own_flag(AppointmentType type)
    {
        var asked = Placement(At(0)) with { Type = type };
        var definition = Definition() with { AllowOnDemand = false, AllowProvider = false, AllowSelf = false };
        var own = type switch
        {
            AppointmentType.ClinicianScheduled => definition with { AllowProvider = true },
            AppointmentType.OnDemand => definition with { AllowOnDemand = true },
            AppointmentType.PatientScheduled => definition with { AllowSelf = true },
        };

        Assert.Equal(PlacementStatus.TypeNotAllowed, Judge(asked, definition).Refusal);
        Assert.Equal(Verdict.AskPatient, Judge(asked, own));
    }

    [Fact]
    public void Judge_neighbours_touch_and_do_not_collide()
    {
        var block = Block(null, new LiveAppointment(Guid.NewGuid(), At(15)));
        var patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(30)));

        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(Placement(At(0)), block, patient, Now));
        Assert.Equal(PlacementStatus.TimeTaken, AvailabilityBlock.Judge(Placement(At(1)), block, patient, Now).Refusal);
        Assert.Equal(PlacementStatus.PatientBusy, AvailabilityBlock.Judge(Placement(At(31)), block, patient, Now).Refusal);
    }

    [Fact]
    public void Judge_double_booking_counts_instants_and_not_neighbours()
    {
        var block = Block(2, new LiveAppointment(Guid.NewGuid(), At(0)), new LiveAppointment(Guid.NewGuid(), At(15)));

        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(Placement(At(0, 30)), block, Calendar(), Now));
    }

    [Fact]
    public void Judge_on_the_way_waits_and_is_not_refused()
    {
        var first = new AppointmentChange(Appointment(Placement(At(0))));
        var block = Block().Claim(first);
        var rival = Placement(At(0));

        Assert.Equal(Verdict.Wait, AvailabilityBlock.Judge(rival, block, null, Now));
        Assert.Equal(Verdict.AskPatient, AvailabilityBlock.Judge(rival, block.Withdraw(first), null, Now));
        Assert.Equal(PlacementStatus.TimeTaken, AvailabilityBlock.Judge(rival, block.Settle(first), null, Now).Refusal);
    }

    [Fact]
    public void Judge_release_on_the_way_frees_nothing_before_it_is_committed()
    {
        var asked = Placement(At(0));
        var booked = new AppointmentChange(Appointment(asked));
        var release = new AppointmentChange(booked.Next with { Version = 2, Status = AppointmentStatus.CancelledByPatient });
        var block = Block().Claim(booked).Settle(booked).Claim(release);

        Assert.Equal(PlacementStatus.TimeTaken, AvailabilityBlock.Judge(Placement(At(0)), block, null, Now).Refusal);
        Assert.Equal(Verdict.AskPatient, AvailabilityBlock.Judge(Placement(At(0)), block.Settle(release), null, Now));
    }

    [Fact]
    public void Judge_a_move_on_the_way_occupies_both_times()
    {
        var asked = Placement(At(0));
        var booked = new AppointmentChange(Appointment(asked));
        var moved = new AppointmentChange(booked.Next with { Version = 2, Time = At(60) });
        var block = Block().Claim(booked).Settle(booked).Claim(moved);

        Assert.Equal(PlacementStatus.TimeTaken, AvailabilityBlock.Judge(Placement(At(0)), block, null, Now).Refusal);
        Assert.Equal(Verdict.Wait, AvailabilityBlock.Judge(Placement(At(60)), block, null, Now));
        var settled = block.Settle(moved);
        Assert.Equal(Verdict.AskPatient, AvailabilityBlock.Judge(Placement(At(0)), settled, null, Now));
        Assert.Equal(PlacementStatus.TimeTaken, AvailabilityBlock.Judge(Placement(At(60)), settled, null, Now).Refusal);
    }

    [Fact]
    public void Judge_a_reschedule_never_collides_with_itself()
    {
        var asked = Placement(At(0));
        var booked = new AppointmentChange(Appointment(asked));
        var block = Block().Claim(booked).Settle(booked);
        var patient = Calendar(new LiveAppointment(asked.AppointmentId, At(0)));

        Assert.Equal(Verdict.Fits, AvailabilityBlock.Judge(asked with { Time = At(5) }, block, patient, Now));
    }

    [Fact]
    public void FreeNear_the_patient_was_busy_leaves_out_their_own_times()
    {
        var block = Block();
        var patient = Calendar(new LiveAppointment(Guid.NewGuid(), At(20)));

        var free = block.FreeNear(Placement(At(15)), patient, Now).ToList();

        Assert.Equal([At(0), At(45), At(60), At(75), At(90)], free);
    }

    private static Verdict Judge(Placement asked, BlockDefinition definition) =>
        AvailabilityBlock.Judge(asked, AvailabilityBlock.From(new BlockSnapshot(definition, 1, [])), null, Now);
}
