using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task ReadOpenBlocks_has_the_block_its_clinician_and_what_takes_its_time()
    {
        var clinician = Person(NewKey(NewHospital()), ContactType.Clinician);
        var block = Block(NewKey(clinician.Key.HospitalId)) with { OwnCapacity = 3, Private = true };
        await Take(Batch(clinician, block), block.Key.HospitalId);
        var patient = await NewPatient(block.Key.HospitalId);
        await Booked(block.Key, clinician.Key.Id, patient, 15);
        var cancelled = await Booked(block.Key, clinician.Key.Id, patient, 60);
        await Cancel(cancelled);

        var found = Assert.Single(await OpenBlocks(block));

        Assert.Equal(block with { ClinicianId = clinician.Key.Id }, found.Definition);
        Assert.Equal((clinician.Key, clinician.Number, clinician.Name), (found.Clinician.Key, found.Clinician.Number, found.Clinician.Name));
        Assert.Equal([Minutes(15, 30)], found.Taken.ToArray());
    }

    [Theory]
    [InlineData(0, 1, 0, true)]
    [InlineData(-60, 0, 0, false)]
    [InlineData(1, 60, 0, false)]
    [InlineData(-600, 600, 599, true)]
    [InlineData(-600, 600, 600, false)]
    public async Task ReadOpenBlocks_finds_those_that_start_in_the_range_and_are_not_over(
        int from, int to, int now, bool isFound)
    {
        var clinician = Person(NewKey(NewHospital()), ContactType.Clinician);
        var block = Block(NewKey(clinician.Key.HospitalId));
        await Take(Batch(clinician, block), block.Key.HospitalId);

        var found = await Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(from, to), Morning.AddMinutes(now));

        Assert.Equal(isFound ? 1 : 0, found.Length);
    }

    [Fact]
    public async Task ReadOpenBlocks_leaves_out_what_nobody_can_book()
    {
        var hospital = NewHospital();
        var (active, inactive) = (Person(NewKey(hospital), ContactType.Clinician), Person(NewKey(hospital), ContactType.Clinician));
        await Take(Batch(inactive with { StatusCode = 2 }, Block(NewKey(hospital))), hospital);
        await Take(Batch(active, Block(NewKey(hospital)) with { IsAvailable = false }), hospital);
        var other = Block(NewKey(hospital + 1_000_000));
        await Take(Batch(Person(NewKey(other.Key.HospitalId), ContactType.Clinician), other), other.Key.HospitalId);

        Assert.Empty(await Reads.ReadOpenBlocks(hospital, Minutes(0, 1), Now));
    }

    [Fact]
    public async Task ReadPatientTimes_has_live_ones_that_are_not_over()
    {
        var (block, clinician) = await NewBlock();
        var patient = await NewPatient();
        await Booked(block, clinician, patient, 0);
        await Booked(block, clinician, patient, 30);
        await Cancel(await Booked(block, clinician, patient, 60));

        Assert.Equal([Minutes(0, 15), Minutes(30, 45)], (await Reads.ReadPatientTimes(patient, Now)).Order(ByStart));
        var later = await Reads.ReadPatientTimes(patient, Morning.AddMinutes(15));
        Assert.Equal([Minutes(30, 45)], later.ToArray());
        Assert.Empty(await Reads.ReadPatientTimes(NewKey(), Now));
    }

    [Fact]
    public async Task Hold_takes_its_time_until_it_expires()
    {
        var clinician = Person(NewKey(NewHospital()), ContactType.Clinician);
        var block = Block(NewKey(clinician.Key.HospitalId));
        await Take(Batch(clinician, block), block.Key.HospitalId);
        var patient = await NewPatient(block.Key.HospitalId);
        var hold = Hold(block.Key, patient, clinician.Key.Id);
        Assert.Equal([ChangeOutcome.Done], await Send(Commit(block.Key, 1, Place(hold))));

        foreach (var (now, times) in new[]
        {
            (hold.ExpiresAt.AddSeconds(-1), new[] { hold.Time }),
            (hold.ExpiresAt, []),
        })
        {
            var found = await Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(0, 1), now);
            Assert.Equal(times, Assert.Single(found).Taken);
            Assert.Equal(times, await Reads.ReadPatientTimes(patient, now));
        }
    }

    [Fact]
    public async Task FindPatient_knows_patients_of_the_hospital_by_their_numbers()
    {
        var (patient, clinician) = (Person(NewKey()), Person(NewKey(), ContactType.Clinician));
        await Take(new ImportBatch { People = [Imported(patient), Imported(clinician)], MayGrant = true });

        Assert.Equal(patient.Key.Id, await Reads.FindPatient(HospitalId, patient.Number!.Value));
        Assert.Null(await Reads.FindPatient(HospitalId, clinician.Number!.Value));
        Assert.Null(await Reads.FindPatient(HospitalId + 1, patient.Number!.Value));
        Assert.Null(await Reads.FindPatient(HospitalId, -1));
    }

    private static readonly Comparer<TimeRange> ByStart =
        Comparer<TimeRange>.Create((one, other) => one.Start.CompareTo(other.Start));

    private Task<ImmutableArray<OpenBlock>> OpenBlocks(BlockDefinition block) =>
        Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(0, 1), Now);

    private static ImportBatch Batch(Person clinician, BlockDefinition block) => new()
    {
        People = [Imported(clinician)],
        Blocks = [new ImportedBlock(block, clinician.Number!.Value)],
        MayGrant = true,
    };

    private async Task Cancel(Appointment booked)
    {
        var block = booked.Key with { Id = booked.BlockId };
        var next = booked with { Version = booked.Version + 1, Status = AppointmentStatus.CancelledByPatient };
        Assert.Equal(
            [ChangeOutcome.Done], await Send(Commit(block, await BlockVersion(block), new AppointmentChange(next))));
    }
}
