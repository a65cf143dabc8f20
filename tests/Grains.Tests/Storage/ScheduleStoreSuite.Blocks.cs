using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Theory]
    [InlineData(ContactType.Patient)]
    [InlineData(ContactType.Staff)]
    public async Task Import_a_block_of_somebody_else_than_a_clinician_is_refused(ContactType type)
    {
        var person = Person(NewKey(), type);
        await Import(mayGrant: true, Imported(person));

        var outcome = await ImportBlocks(Of(person, Block(NewKey())));

        Assert.Equal(new ImportAnswer(ImportStatus.ClinicianUnknown), outcome.Answer);
    }

    [Fact]
    public async Task Import_a_fault_in_the_last_block_undoes_people_and_blocks()
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        var (good, bad) = (Block(NewKey()), Block(NewKey(), Minutes(599, 660)));

        var outcome = await Store.Import(
            HospitalId,
            new ImportBatch
            {
                People = [Imported(clinician)],
                Blocks = [Of(clinician, good), Of(clinician, bad)],
                MayGrant = true,
            },
            Now);

        Assert.Equal(new ImportAnswer(ImportStatus.BlockOverlaps) { Position = 1 }, outcome.Answer);
        Assert.Null(await Store.LoadPerson(clinician.Key));
        Assert.Null(await Store.LoadBlock(good.Key));
    }

    [Fact]
    public async Task Import_blocks_may_touch_and_may_overlap_other_clinicians_and_deleted_ones()
    {
        var (one, other) = (await StoredClinician(), await StoredClinician());
        var deleted = Block(NewKey(), Minutes(60, 120)) with { IsDeleted = true, ClinicianId = one.Key.Id };
        await Store.Commit(new OpeningCommit(one.Key, 1, [deleted]));

        var outcome = await ImportBlocks(
            Of(one, Block(NewKey(), Minutes(0, 60))),
            Of(one, Block(NewKey(), Minutes(60, 120))),
            Of(other, Block(NewKey(), Minutes(0, 120))));

        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
        Assert.Empty(outcome.ChangedBlocks);
        Assert.Equal((4L, 2L), (await ClinicianVersion(one.Key), await ClinicianVersion(other.Key)));
    }

    [Fact]
    public async Task Import_a_stored_block_keeps_its_time_and_takes_its_flags()
    {
        var clinician = await StoredClinician();
        var (stored, untouched) = (Block(NewKey()), Block(NewKey(), Minutes(900, 960)));
        await ImportBlocks(Of(clinician, stored), Of(clinician, untouched));
        var next = stored with { Time = Minutes(5_000, 5_060), Private = true, CreatedAt = Now.AddHours(2) };

        var outcome = await ImportBlocks(Of(clinician, next), Of(clinician, untouched));

        Assert.Equal(stored.Key.Id, Assert.Single(outcome.ChangedBlocks));
        var loaded = (await Store.LoadBlock(stored.Key))!.Definition;
        Assert.Equal(stored with { Private = true, ClinicianId = clinician.Key.Id, ModifiedAt = Now }, loaded);
        Assert.Equal((2L, 1L), (await BlockVersion(stored.Key), await BlockVersion(untouched.Key)));
        Assert.Equal(4, await ClinicianVersion(clinician.Key));
    }

    [Fact]
    public async Task Import_a_deleted_block_stays_deleted()
    {
        var clinician = await StoredClinician();
        var deleted = Block(NewKey()) with { IsDeleted = true, ClinicianId = clinician.Key.Id };
        await Store.Commit(new OpeningCommit(clinician.Key, 1, [deleted]));

        var outcome = await ImportBlocks(Of(clinician, deleted with { IsDeleted = false, Private = true }));

        Assert.Empty(outcome.ChangedBlocks);
        Assert.Equal(deleted, (await Store.LoadBlock(deleted.Key))!.Definition);
    }

    [Fact]
    public async Task Import_a_capacity_below_what_is_booked_strands()
    {
        var (block, number) = await DoublyBooked();

        var outcome = await ImportBlocks(new ImportedBlock(block with { OwnCapacity = 1 }, number));

        Assert.Equal(new ImportAnswer(ImportStatus.AppointmentStranded), outcome.Answer);
        Assert.Equal(2, (await Store.LoadBlock(block.Key))!.Definition.Capacity);
    }

    [Fact]
    public async Task Import_a_capacity_below_what_is_over_is_taken()
    {
        var (block, number) = await DoublyBooked();
        var batch = new ImportBatch { Blocks = [new(block with { OwnCapacity = 1 }, number)], MayGrant = true };

        var outcome = await Store.Import(HospitalId, batch, Morning.AddMinutes(15));

        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
    }

    [Fact]
    public async Task Import_another_clinician_strands_what_is_booked()
    {
        var (block, _) = await DoublyBooked();

        var outcome = await ImportBlocks(Of(await StoredClinician(), block));

        Assert.Equal(ImportStatus.AppointmentStranded, outcome.Answer.Status);
    }

    [Fact]
    public async Task Import_another_clinician_raises_both_and_must_not_overlap()
    {
        var (one, other) = (await StoredClinician(), await StoredClinician());
        var (first, second) = (Block(NewKey()), Block(NewKey(), Minutes(600, 660)));
        var taken = Block(NewKey(), Minutes(0, 60));
        await ImportBlocks(Of(one, first), Of(one, second), Of(other, taken));

        var moved = await ImportBlocks(Of(other, second));
        var refused = await ImportBlocks(Of(other, first));

        Assert.Equal(second.Key.Id, Assert.Single(moved.ChangedBlocks));
        Assert.Equal((4L, 3L), (await ClinicianVersion(one.Key), await ClinicianVersion(other.Key)));
        Assert.Equal(ImportStatus.BlockOverlaps, refused.Answer.Status);
    }

    private static ImportedBlock Of(Person clinician, BlockDefinition block) => new(block, clinician.Number!.Value);

    private Task<ImportOutcome> ImportBlocks(params ImmutableArray<ImportedBlock> blocks) =>
        Store.Import(HospitalId, new ImportBatch { Blocks = blocks, MayGrant = true }, Now);

    private async Task<Person> StoredClinician()
    {
        var clinician = Person(NewKey(), ContactType.Clinician);
        await Import(mayGrant: true, Imported(clinician));
        return clinician;
    }

    /// <summary>A block of capacity 2 with two visits at its first 15 minutes.</summary>
    private async Task<(BlockDefinition Block, int ClinicianNumber)> DoublyBooked()
    {
        var clinician = await StoredClinician();
        var block = Block(NewKey()) with { Optimization = OptimizationType.DoubleBooking };
        await ImportBlocks(Of(clinician, block));
        await Booked(block.Key, clinician.Key.Id, await NewPatient());
        await Booked(block.Key, clinician.Key.Id, await NewPatient());
        return (block, clinician.Number!.Value);
    }
}
