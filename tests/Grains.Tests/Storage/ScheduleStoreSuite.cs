using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>What every store must do, whatever its database.</summary>
public abstract partial class ScheduleStoreSuite : IAsyncLifetime
{
    private protected IScheduleStore Store { get; private set; } = null!;

    private protected IScheduleReads Reads { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await OpenStore();
        Reads = ReadsOf(Store);
    }

    public abstract Task DisposeAsync();

    /// <summary>A store on a database that other stores of this test see too, with nothing that it names.</summary>
    private protected abstract Task<IScheduleStore> OpenStore();

    private protected abstract IScheduleReads ReadsOf(IScheduleStore store);

    private protected async Task<ChangeOutcome[]> Send(BlockCommit commit) => [.. await Store.Commit(commit)];

    private protected async Task<Key> NewPatient(int hospital = HospitalId)
    {
        var key = NewKey(hospital);
        await Take(new ImportBatch { People = [Imported(Person(key))], MayGrant = true }, hospital);
        return key;
    }

    private protected async Task<(Key Block, Guid Clinician)> NewBlock(TimeRange? time = null)
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var block = NewKey();
        await Take(new ImportBatch
        {
            People = [Imported(clinician)],
            Blocks = [new ImportedBlock(Block(block, time), clinician.Number!.Value)],
            MayGrant = true,
        });
        return (block, clinician.Key.Id);
    }

    private protected async Task<ImportOutcome> Take(ImportBatch batch, int hospital = HospitalId)
    {
        var outcome = await Store.Import(hospital, batch, Now);
        Assert.Equal(new ImportAnswer(ImportStatus.Imported), outcome.Answer);
        return outcome;
    }

    private protected async Task<Appointment> Booked(Key block, Guid clinician, Key patient, int from = 0)
    {
        var appointment = Appointment(block, patient, clinician, Minutes(from, from + 15));
        var change = Book(appointment, await PatientVersion(patient));
        Assert.Equal([ChangeOutcome.Done], await Send(Commit(block, await BlockVersion(block), change)));
        return appointment;
    }

    private protected Task<ImportOutcome> Import(bool mayGrant = true, params ImmutableArray<ImportedPerson> people) =>
        Store.Import(HospitalId, new ImportBatch { People = people, MayGrant = mayGrant }, Now);

    private protected async Task<long> BlockVersion(Key block) => (await Store.ReadBlockVersion(block))!.Value;

    private protected async Task<long> PatientVersion(Key patient) =>
        (await Store.LoadPatientCalendar(patient, Now))!.Version;

    private protected async Task<long> ClinicianVersion(Key clinician) =>
        (await Store.LoadClinicianCalendar(clinician, Minutes(0, 1)))!.Version;
}
