using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Commit_a_booking_is_stored_and_raises_both_versions()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var appointment = Appointment(block, patient, clinician, Minutes(0, 15));

        var outcomes = await Send(Commit(block, version: 1, Book(appointment)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(appointment, await Store.LoadAppointment(appointment.Key));
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal(2, snapshot!.Version);
        Assert.Equal(new LiveAppointment(appointment.Key.Id, appointment.Time), Assert.Single(snapshot.Live));
        var calendar = await Store.LoadPatientCalendar(patient, Now);
        Assert.Equal(2, calendar!.Version);
        Assert.Equal(snapshot.Live[0], Assert.Single(calendar.Live));
    }

    [Fact]
    public async Task Commit_block_lost_does_nothing()
    {
        var (block, clinician) = await NewBlock();
        var (first, second) = (await NewPatient(), await NewPatient());
        var one = Appointment(block, first, clinician, Minutes(0, 15));
        var other = Appointment(block, second, clinician, Minutes(15, 30));

        var outcomes = await Send(Commit(block, version: 7, Book(one), Book(other)));

        Assert.Equal([ChangeOutcome.BlockLost, ChangeOutcome.BlockLost], outcomes);
        Assert.Equal(1, await BlockVersion(block));
        Assert.Equal(1, await PatientVersion(first));
        Assert.Null(await Store.LoadAppointment(one.Key));
    }

    [Fact]
    public async Task Commit_one_patient_lost_does_the_others()
    {
        var (block, clinician) = await NewBlock();
        var (loser, winner) = (await NewPatient(), await NewPatient());
        var lost = Appointment(block, loser, clinician, Minutes(0, 15));
        var won = Appointment(block, winner, clinician, Minutes(15, 30));

        var outcomes = await Send(Commit(block, version: 1, Book(lost, patientVersion: 9), Book(won)));

        Assert.Equal([ChangeOutcome.PatientLost, ChangeOutcome.Done], outcomes);
        Assert.Null(await Store.LoadAppointment(lost.Key));
        Assert.Equal(1, await PatientVersion(loser));
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal(2, snapshot!.Version);
        Assert.Equal([won.Key.Id], snapshot.Live.Select(live => live.Id));
    }

    [Fact]
    public async Task Commit_block_unknown_is_lost()
    {
        var patient = await NewPatient();
        var nowhere = NewKey();
        var appointment = Appointment(nowhere, patient, Guid.NewGuid(), Minutes(0, 15));

        var outcomes = await Send(Commit(nowhere, 1, Book(appointment)));

        Assert.Equal([ChangeOutcome.BlockLost], outcomes);
    }

    [Fact]
    public async Task Commit_patient_unknown_is_lost()
    {
        var (block, clinician) = await NewBlock();

        var outcomes = await Send(Commit(block, 1, Book(Appointment(block, NewKey(), clinician, Minutes(0, 15)))));

        Assert.Equal([ChangeOutcome.PatientLost], outcomes);
    }

    [Fact]
    public async Task Commit_appointment_lost_raises_the_block_but_not_the_patient()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var stored = await Booked(block, clinician, patient);
        var stale = stored with { Version = 3, Time = Minutes(30, 45) };

        var outcomes = await Send(Commit(block, 2, Book(stale, patientVersion: 2)));

        Assert.Equal([ChangeOutcome.AppointmentLost], outcomes);
        Assert.Equal(stored, await Store.LoadAppointment(stored.Key));
        Assert.Equal(2, await PatientVersion(patient));
        Assert.Equal(3, await BlockVersion(block));
    }

    [Fact]
    public async Task Commit_id_exists_keeps_the_first()
    {
        var (block, clinician) = await NewBlock();
        var (first, second) = (await NewPatient(), await NewPatient());
        var stored = await Booked(block, clinician, first);
        var same = Appointment(block, second, clinician, Minutes(30, 45)) with { Key = stored.Key };

        var outcomes = await Send(Commit(block, 2, Book(same)));

        Assert.Equal([ChangeOutcome.IdExists], outcomes);
        Assert.Equal(stored, await Store.LoadAppointment(stored.Key));
        Assert.Equal(1, await PatientVersion(second));
    }

    [Fact]
    public async Task Commit_a_move_raises_former_block_and_former_patient()
    {
        var ((source, clinician), (target, other)) = (await NewBlock(), await NewBlock());
        var (before, after) = (await NewPatient(), await NewPatient());
        var stored = await Booked(source, clinician, before);
        var next = stored with
        {
            Version = 2,
            BlockId = target.Id,
            ClinicianId = other,
            PatientId = after.Id,
            Time = Minutes(60, 90),
        };
        var move = Book(next) with { FormerBlockId = source.Id, FormerPatientId = before.Id };

        var outcomes = await Send(Commit(target, 1, move));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(next, await Store.LoadAppointment(next.Key));
        Assert.Empty((await Store.LoadBlock(source))!.Live);
        Assert.Equal((3L, 2L), (await BlockVersion(source), await BlockVersion(target)));
        Assert.Equal((3L, 2L), (await PatientVersion(before), await PatientVersion(after)));
    }

    [Fact]
    public async Task Commit_a_lost_move_raises_nothing_of_the_former()
    {
        var ((source, clinician), (target, _)) = (await NewBlock(), await NewBlock());
        var patient = await NewPatient();
        var stored = await Booked(source, clinician, patient);
        var move = Book(stored with { Version = 2, BlockId = target.Id }, patientVersion: 1);

        var outcomes = await Send(Commit(target, 1, move with { FormerBlockId = source.Id }));

        Assert.Equal([ChangeOutcome.PatientLost], outcomes);
        Assert.Equal(2, await BlockVersion(source));
    }
}
