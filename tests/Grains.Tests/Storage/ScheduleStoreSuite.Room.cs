using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Commit_that_needs_room_and_finds_it_raises_both_versions()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var appointment = Appointment(block, patient, clinician, Minutes(0, 15));

        var outcomes = await Send(Commit(block, 1, NeedingRoom(appointment)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(appointment, await Store.LoadAppointment(appointment.Key));
        Assert.Equal((2L, 2L), (await BlockVersion(block), await PatientVersion(patient)));
    }

    [Theory]
    [InlineData(0, 15, ChangeOutcome.Done)]
    [InlineData(0, 16, ChangeOutcome.PatientLost)]
    [InlineData(20, 25, ChangeOutcome.PatientLost)]
    [InlineData(29, 45, ChangeOutcome.PatientLost)]
    [InlineData(30, 45, ChangeOutcome.Done)]
    public async Task Commit_that_needs_room_loses_where_another_appointment_overlaps(
        int from, int to, ChangeOutcome expected)
    {
        var ((block, clinician), (elsewhere, other)) = (await NewBlock(), await NewBlock());
        var patient = await NewPatient();
        await Booked(elsewhere, other, patient, from: 15);
        var appointment = Appointment(block, patient, clinician, Minutes(from, to));

        Assert.Equal([expected], await Send(Commit(block, 1, NeedingRoom(appointment))));

        var isDone = expected == ChangeOutcome.Done;
        Assert.Equal(isDone ? appointment : null, await Store.LoadAppointment(appointment.Key));
        Assert.Equal(isDone ? 3 : 2, await PatientVersion(patient));
        Assert.Equal(2, await BlockVersion(block));
    }

    [Fact]
    public async Task Commit_that_needs_room_loses_alone()
    {
        var (block, clinician) = await NewBlock();
        var (busy, free) = (await NewPatient(), await NewPatient());
        await Booked(block, clinician, busy);

        var outcomes = await Send(Commit(
            block,
            2,
            NeedingRoom(Appointment(block, busy, clinician, Minutes(0, 15))),
            NeedingRoom(Appointment(block, free, clinician, Minutes(15, 30)))));

        Assert.Equal([ChangeOutcome.PatientLost, ChangeOutcome.Done], outcomes);
    }

    [Fact]
    public async Task Commit_that_needs_room_does_not_mind_a_cancelled_appointment()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var stored = await Booked(block, clinician, patient);
        var cancelled = stored with { Version = 2, Status = AppointmentStatus.CancelledByPatient };
        await Send(Commit(block, 2, new AppointmentChange(cancelled)));

        var again = Appointment(block, patient, clinician, Minutes(0, 15));

        Assert.Equal([ChangeOutcome.Done], await Send(Commit(block, 3, NeedingRoom(again))));
    }

    [Theory]
    [InlineData(-1, 1, ChangeOutcome.PatientLost)]
    [InlineData(-1, 2, ChangeOutcome.Done)]
    [InlineData(0, 1, ChangeOutcome.Done)]
    [InlineData(30, 1, ChangeOutcome.Done)]
    public async Task Commit_that_needs_room_counts_the_live_appointments_that_begin_later(
        int minute, int most, ChangeOutcome expected)
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        await Booked(block, clinician, patient);
        var next = Appointment(block, patient, clinician, Minutes(60, 75));

        var outcomes = await Send(Commit(block, 2, NeedingRoom(next, Morning.AddMinutes(minute), most)));

        Assert.Equal([expected], outcomes);
    }

    [Theory]
    [InlineData(-1, ChangeOutcome.PatientLost)]
    [InlineData(0, ChangeOutcome.Done)]
    public async Task Commit_that_needs_room_loses_where_the_patient_has_a_hold_that_counts(
        int seconds, ChangeOutcome expected)
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var hold = Hold(block, patient, clinician);
        await Send(Commit(block, 1, Place(hold)));
        var next = Appointment(block, patient, clinician, Minutes(60, 75));

        var outcomes = await Send(Commit(block, 2, NeedingRoom(next, hold.ExpiresAt.AddSeconds(seconds))));

        Assert.Equal([expected], outcomes);
    }

    [Fact]
    public async Task Commit_that_needs_room_of_an_unknown_patient_is_lost()
    {
        var (block, clinician) = await NewBlock();

        var outcomes = await Send(
            Commit(block, 1, NeedingRoom(Appointment(block, NewKey(), clinician, Minutes(0, 15)))));

        Assert.Equal([ChangeOutcome.PatientLost], outcomes);
    }

    [Fact]
    public async Task Commit_rivals_for_one_patients_room_has_one_winner()
    {
        var other = await OpenStore();
        var blocks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewBlock()));
        var patient = await NewPatient();

        await Task.WhenAll(blocks.Select((block, index) => (index % 2 == 0 ? Store : other).Commit(Commit(
            block.Block, 1, NeedingRoom(Appointment(block.Block, patient, block.Clinician, Minutes(0, 15)))))));

        Assert.Single((await Store.LoadPatientCalendar(patient, Now))!.Live);
        Assert.Equal(2, await PatientVersion(patient));
    }

    private static AppointmentChange NeedingRoom(Appointment next, DateTimeOffset? now = null, int most = 10) =>
        new(next) { NeededRoom = new PatientRoom(now ?? Now, most) };
}
