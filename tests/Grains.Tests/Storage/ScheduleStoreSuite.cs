using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>What every store must do, whatever its database.</summary>
public abstract partial class ScheduleStoreSuite : IAsyncLifetime
{
    private protected IScheduleStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenStore();

    public abstract Task DisposeAsync();

    /// <summary>A store on a database that other stores of this test see too; empty at the first call.</summary>
    private protected abstract Task<IScheduleStore> OpenStore();

    private protected async Task<ChangeOutcome[]> Send(BlockCommit commit) => [.. await Store.Commit(commit)];

    private protected async Task<Key> NewPatient(int hospital = HospitalId)
    {
        var key = NewKey(hospital);
        await Take(hospital, new ImportBatch { People = [Imported(Person(key))], MayGrant = true });
        return key;
    }

    private protected async Task<(Key Block, Guid Clinician)> NewBlock(TimeRange? time = null)
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var block = NewKey();
        await Take(HospitalId, new ImportBatch
        {
            People = [Imported(clinician)],
            Blocks = [new ImportedBlock(Block(block, time), clinician.Number!.Value)],
            MayGrant = true,
        });
        return (block, clinician.Key.Id);
    }

    private protected async Task<ImportOutcome> Take(int hospital, ImportBatch batch)
    {
        var outcome = await Store.Import(hospital, batch, Now);
        Assert.Equal(new ImportAnswer(ImportStatus.Imported), outcome.Answer);
        return outcome;
    }

    private protected async Task<Appointment> Booked(Key block, Guid clinician, Key patient, int from = 0)
    {
        var appointment = Appointment(block, patient, clinician, Minutes(from, from + 15));
        var blockVersion = (await Store.ReadBlockVersion(block))!.Value;
        var patientVersion = (await Store.LoadPatientCalendar(patient, Now))!.Version;
        Assert.Equal(
            [ChangeOutcome.Done], await Send(Commit(block, blockVersion, Book(appointment, patientVersion))));
        return appointment;
    }

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
        Assert.Equal(1, await Store.ReadBlockVersion(block));
        Assert.Equal(1, (await Store.LoadPatientCalendar(first, Now))!.Version);
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
        Assert.Equal(1, (await Store.LoadPatientCalendar(loser, Now))!.Version);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal(2, snapshot!.Version);
        Assert.Equal([won.Key.Id], snapshot.Live.Select(live => live.Id));
    }
}
