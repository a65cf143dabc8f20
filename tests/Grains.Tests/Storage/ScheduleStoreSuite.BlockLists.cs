using System.Collections.Immutable;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task List_blocks_by_start_then_id_within_the_range_and_without_deleted_ones()
    {
        var hospital = NewNumber();
        var (one, other) = (await NewClinician(hospital), await NewClinician(hospital));
        var early = Opened(one, -60);
        var tied = new[] { Opened(one, 0), Opened(other, 0) }.OrderBy(block => block.Key.Id).ToArray();
        var last = Opened(one, 119);
        var late = Opened(other, 120);
        var deleted = Opened(other, 60) with { IsDeleted = true };
        Assert.Equal(OpeningOutcome.Done, await Store.Commit(new OpeningCommit(
            one, 1, [early, .. tied.Where(block => block.ClinicianId == one.Id), last])));
        Assert.Equal(OpeningOutcome.Done, await Store.Commit(new OpeningCommit(
            other, 1, [late, .. tied.Where(block => block.ClinicianId == other.Id), deleted])));

        var page = await Store.ListBlocks(hospital, new ListBlocks(Minutes(0, 120), null, 0, 500));

        Assert.Equal<BlockDefinition>([.. tied, last], page.Blocks);
        Assert.Equal(3, page.Total);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_blocks_pages_have_one_total(bool isFiltered)
    {
        var hospital = NewNumber();
        var clinician = await NewClinician(hospital);
        var blocks = Enumerable.Range(0, 7).Select(hour => Opened(clinician, hour * 60)).ToArray();
        await Store.Commit(new OpeningCommit(clinician, 1, [.. blocks]));
        ImmutableArray<Guid>? filter = isFiltered ? [clinician.Id, Guid.NewGuid()] : null;

        var middle = await Store.ListBlocks(hospital, new ListBlocks(Minutes(0, 600), filter, 2, 3));
        var beyond = await Store.ListBlocks(hospital, new ListBlocks(Minutes(0, 600), filter, 7, 3));

        Assert.Equal<BlockDefinition>(blocks[2..5], middle.Blocks);
        Assert.Empty(beyond.Blocks);
        Assert.Equal((7, 7), (middle.Total, beyond.Total));
    }

    [Fact]
    public async Task List_blocks_of_some_clinicians_of_one_hospital()
    {
        var (one, other) = (await NewClinician(), await NewClinician());
        var foreign = one with { HospitalId = 127 };
        await Take(new ImportBatch { People = [Imported(Person(foreign, ContactType.Clinician))], MayGrant = true }, 127);
        var (ones, others, foreigns) = (Opened(one, 0), Opened(other, 0), Opened(foreign, 0));
        await Store.Commit(new OpeningCommit(one, 1, [ones]));
        await Store.Commit(new OpeningCommit(other, 1, [others]));
        await Store.Commit(new OpeningCommit(foreign, 1, [foreigns]));

        Assert.Equal<BlockDefinition>([ones], (await List(HospitalId, one.Id)).Blocks);
        Assert.Equal<BlockDefinition>([foreigns], (await List(127, one.Id)).Blocks);
        Assert.Equal(2, (await List(HospitalId, one.Id, other.Id)).Total);
        Assert.Equal(0, (await List(HospitalId)).Total);
    }

    [Fact]
    public async Task Find_a_clinician_by_number_among_staff_of_one_hospital()
    {
        var (clinician, patient) = (Person(NewKey(), ContactType.Clinician), Person(NewKey()));
        var staff = Person(NewKey(), ContactType.Staff);
        await Take(new ImportBatch { People = [Imported(clinician), Imported(patient), Imported(staff)], MayGrant = true });

        Assert.Equal(clinician.Key, (await Store.FindClinician(HospitalId, clinician.Number!.Value))!.Key);
        Assert.Equal(staff.Key, (await Store.FindClinician(HospitalId, staff.Number!.Value))!.Key);
        Assert.Null(await Store.FindClinician(HospitalId, patient.Number!.Value));
        Assert.Null(await Store.FindClinician(127, clinician.Number!.Value));
    }

    private Task<BlockPage> List(int hospital, params ImmutableArray<Guid> clinicians) =>
        Store.ListBlocks(hospital, new ListBlocks(Minutes(0, 600), clinicians, 0, 500));
}
