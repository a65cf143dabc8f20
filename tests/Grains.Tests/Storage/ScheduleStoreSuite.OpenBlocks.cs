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

        var found = await Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(from, to), Morning.AddMinutes(now), []);

        Assert.Equal(isFound ? 1 : 0, found.Read.Length);
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

        Assert.Empty((await Reads.ReadOpenBlocks(hospital, Minutes(0, 1), Now, [])).Read);
    }

    /// <summary>What is put together of what was known and what has changed is what a first read brings.</summary>
    [Fact]
    public async Task ReadOpenBlocks_of_known_blocks_misses_no_change()
    {
        var hospital = NewHospital();
        var (one, other) = (Person(NewKey(hospital), ContactType.Clinician), Person(NewKey(hospital), ContactType.Clinician));
        var (block, still) = (Block(NewKey(hospital)), Block(NewKey(hospital)));
        await Take(Batch(one, block), hospital);
        await Take(Batch(other, still), hospital);
        var (patient, second) = (await NewPatient(hospital), await NewPatient(hospital));
        var known = new Dictionary<Guid, OpenBlock>();
        var hold = Hold(block.Key, second, one.Key.Id) with { Time = Minutes(300, 315) };
        var soon = hold.ExpiresAt.AddSeconds(-1);
        Appointment? booked = null;
        await Learn(soon);

        await Follow(async () => booked = await Booked(block.Key, one.Key.Id, patient, 15));
        await Follow(async () => Assert.Equal(
            [ChangeOutcome.Done], await Send(Commit(block.Key, await BlockVersion(block.Key), Place(hold)))));
        await Follow(async () => await Cancel(booked!));
        await Learn(hold.ExpiresAt);
        Assert.Empty(known[block.Key.Id].Taken);
        known.Clear();
        await Learn(soon);
        await Follow(() => Take(Batch(one with { Name = one.Name with { Family = "Other" } }, block), hospital));
        await Follow(() => Take(Batch(one, block with { Private = true, ModifiedAt = Now }), hospital));
        await Follow(() => Take(Batch(one, block with { IsAvailable = false }), hospital), isOpen: false);
        await Follow(() => Take(Batch(one, block), hospital));
        await Follow(() => Take(Batch(one with { StatusCode = 2 }, block), hospital), isOpen: false);
        await Follow(() => Take(Batch(one, block), hospital));
        await Follow(() => Redefine(stored => stored with { Time = Minutes(0, 500) }));
        await Follow(() => Redefine(stored => stored with { IsDeleted = true }), isOpen: false);

        async Task Follow(Func<Task> change, bool isOpen = true)
        {
            var before = known.GetValueOrDefault(block.Key.Id);
            await change();
            await Learn(soon);
            Assert.NotEqual(Facts(before), Facts(known.GetValueOrDefault(block.Key.Id)));
            Assert.Equal((isOpen, true), (known.ContainsKey(block.Key.Id), known.ContainsKey(still.Key.Id)));
        }

        async Task Learn(DateTimeOffset now)
        {
            var whole = await Reads.ReadOpenBlocks(hospital, Minutes(0, 1), now, []);
            var found = await Reads.ReadOpenBlocks(
                hospital, Minutes(0, 1), now, [.. known.Select(each => new KnownBlock(each.Key, each.Value.Stamp))]);
            known = found.Unchanged.Select(id => known[id]).Concat(found.Read)
                .ToDictionary(each => each.Definition.Key.Id);
            Assert.Equal(
                whole.Read.Select(Facts).Order(StringComparer.Ordinal), known.Values.Select(Facts).Order(StringComparer.Ordinal));
        }

        async Task Redefine(Func<BlockDefinition, BlockDefinition> change)
        {
            var stored = (await Store.LoadBlock(block.Key))!;
            var version = await ClinicianVersion(one.Key);
            Assert.Equal([ChangeOutcome.Done], await Send(
                Commit(block.Key, stored.Version, new DefinitionChange(change(stored.Definition), version))));
        }
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
            var found = await Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(0, 1), now, []);
            Assert.Equal(times, Assert.Single(found.Read).Taken);
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

    private async Task<ImmutableArray<OpenBlock>> OpenBlocks(BlockDefinition block) =>
        (await Reads.ReadOpenBlocks(block.Key.HospitalId, Minutes(0, 1), Now, [])).Read;

    private static string Facts(OpenBlock? block) => block is null
        ? ""
        : $"{block.Definition} {block.Clinician.Key} {block.Clinician.Number} {block.Clinician.Name.Family} "
            + string.Join(' ', block.Taken.Order(ByStart));

    private protected static ImportBatch Batch(Person clinician, BlockDefinition block) => new()
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
