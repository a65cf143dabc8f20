using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Commit_a_cancellation_raises_the_patient_whatever_its_version()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var stored = await Booked(block, clinician, patient);
        var cancelled = stored with { Version = 2, Status = AppointmentStatus.CancelledByPatient };

        var outcomes = await Send(Commit(block, 2, new AppointmentChange(cancelled)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(cancelled, await Store.LoadAppointment(stored.Key));
        Assert.Empty((await Store.LoadBlock(block))!.Live);
        Assert.Empty((await Store.LoadPatientCalendar(patient, Now))!.Live);
        Assert.Equal(3, await PatientVersion(patient));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{},\"where\":\"x\"")]
    [InlineData("")]
    public async Task Commit_a_bad_row_fails_alone(string intake)
    {
        var (block, clinician) = await NewBlock();
        var (first, second) = (await NewPatient(), await NewPatient());
        var bad = Appointment(block, first, clinician, Minutes(0, 15));
        bad = bad with { Details = Details with { IntakeMetadata = intake } };
        var good = Appointment(block, second, clinician, Minutes(15, 30));

        var outcomes = await Send(Commit(block, 1, Book(bad), Book(good)));

        Assert.Equal([ChangeOutcome.Rejected, ChangeOutcome.Done], outcomes);
        Assert.Null(await Store.LoadAppointment(bad.Key));
        Assert.Equal(good, await Store.LoadAppointment(good.Key));
        Assert.Equal((1L, 2L), (await PatientVersion(first), await PatientVersion(second)));
    }

    [Fact]
    public async Task Commit_rivals_for_one_version_has_one_winner()
    {
        var (block, clinician) = await NewBlock();
        var patients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewPatient()));

        var outcomes = await Task.WhenAll(patients.Select(patient =>
            Send(Commit(block, 1, Book(Appointment(block, patient, clinician, Minutes(0, 15)))))));

        Assert.Single(outcomes, outcome => outcome is [ChangeOutcome.Done]);
        Assert.Equal(19, outcomes.Count(outcome => outcome is [ChangeOutcome.BlockLost]));
        Assert.Equal(2, await BlockVersion(block));
        Assert.Single((await Store.LoadBlock(block))!.Live);
    }

    [Fact]
    public async Task Commit_rivals_for_one_patient_has_one_winner()
    {
        var blocks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewBlock()));
        var patient = await NewPatient();

        var outcomes = await Task.WhenAll(blocks.Select(block =>
            Send(Commit(block.Block, 1, Book(Appointment(block.Block, patient, block.Clinician, Minutes(0, 15)))))));

        Assert.Single(outcomes, outcome => outcome is [ChangeOutcome.Done]);
        Assert.Single((await Store.LoadPatientCalendar(patient, Now))!.Live);
    }

    [Fact]
    public async Task Commit_first_writes_of_one_id_racing_through_two_stores_has_one_winner()
    {
        var other = await OpenStore();
        var blocks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewBlock()));
        var patients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => NewPatient()));
        var id = NewKey();

        var outcomes = await Task.WhenAll(blocks.Zip(patients).Select(async (pair, index) =>
        {
            var ((block, clinician), patient) = pair;
            var booking = Book(Appointment(block, patient, clinician, Minutes(0, 15)) with { Key = id });
            return (await (index % 2 == 0 ? Store : other).Commit(Commit(block, 1, booking))).Single();
        }));

        Assert.Single(outcomes, ChangeOutcome.Done);
        Assert.Equal(19, outcomes.Count(outcome => outcome == ChangeOutcome.IdExists));
    }

    [Fact]
    public async Task Commit_two_of_one_block_in_the_queue_at_once_go_one_after_the_other()
    {
        var (block, clinician) = await NewBlock();
        var (first, second) = (await NewPatient(), await NewPatient());

        var one = Send(Commit(block, 1, Book(Appointment(block, first, clinician, Minutes(0, 15)))));
        var next = Send(Commit(block, 2, Book(Appointment(block, second, clinician, Minutes(15, 30)))));

        Assert.Equal([ChangeOutcome.Done], await one);
        Assert.Equal([ChangeOutcome.Done], await next);
        Assert.Equal(3, await BlockVersion(block));
    }

    [Fact]
    public async Task Commit_after_its_deadline_is_unavailable_and_leaves_nothing()
    {
        var (block, clinician) = await NewBlock();
        var appointment = Appointment(block, await NewPatient(), clinician, Minutes(0, 15));
        var late = Commit(block, 1, Book(appointment)) with { Deadline = DateTimeOffset.UnixEpoch };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Commit(late));

        Assert.Null(await Store.LoadAppointment(appointment.Key));
        Assert.Equal(1, await BlockVersion(block));
    }

    [Fact]
    public async Task Commit_same_ids_in_two_hospitals_do_not_meet()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        var here = await Booked(block, clinician, patient);
        var (blockThere, patientThere) = (block with { HospitalId = 127 }, patient with { HospitalId = 127 });
        var person = Person(new Key(127, clinician), ContactType.Clinician);
        await Take(new ImportBatch
        {
            People = [Imported(person), Imported(Person(patientThere))],
            Blocks = [new ImportedBlock(Block(blockThere), person.Number!.Value)],
            MayGrant = true,
        }, hospital: 127);
        var there = here with { Key = here.Key with { HospitalId = 127 }, Time = Minutes(30, 45) };

        var outcomes = await Send(Commit(blockThere, 1, Book(there)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(here, await Store.LoadAppointment(here.Key));
        Assert.Equal(there, await Store.LoadAppointment(there.Key));
        Assert.Equal((2L, 2L), (await BlockVersion(block), await BlockVersion(blockThere)));
        Assert.Null(await Store.LoadBlock(block with { HospitalId = 128 }));
    }
}
