using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Opening_adds_blocks_and_raises_the_clinician()
    {
        var clinician = await NewClinician();
        var blocks = new[] { Opened(clinician, 0), Opened(clinician, 60) };

        var outcome = await Store.Commit(new OpeningCommit(clinician, 1, [.. blocks]));

        Assert.Equal(OpeningOutcome.Done, outcome);
        Assert.Equal(blocks[1], (await Store.LoadBlock(blocks[1].Key))!.Definition);
        Assert.Equal(1, await BlockVersion(blocks[0].Key));
        Assert.Equal(2, await ClinicianVersion(clinician));
    }

    [Fact]
    public async Task Opening_clinician_lost_adds_nothing()
    {
        var clinician = await NewClinician();
        var block = Opened(clinician, 0);

        var outcome = await Store.Commit(new OpeningCommit(clinician, 2, [block]));

        Assert.Equal(OpeningOutcome.ClinicianLost, outcome);
        Assert.Null(await Store.LoadBlock(block.Key));
        Assert.Equal(1, await ClinicianVersion(clinician));
    }

    [Fact]
    public async Task Opening_id_exists_adds_none_of_them()
    {
        var clinician = await NewClinician();
        var stored = Opened(clinician, 0);
        await Store.Commit(new OpeningCommit(clinician, 1, [stored]));
        var other = Opened(clinician, 60);
        var same = stored with { Time = Minutes(300, 360) };

        var outcome = await Store.Commit(new OpeningCommit(clinician, 2, [other, same]));

        Assert.Equal(OpeningOutcome.IdExists, outcome);
        Assert.Null(await Store.LoadBlock(other.Key));
        Assert.Equal(2, await ClinicianVersion(clinician));
    }

    [Fact]
    public async Task Opening_rivals_has_one_winner()
    {
        var clinician = await NewClinician();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            Store.Commit(new OpeningCommit(clinician, 1, [Opened(clinician, 0)]))));

        Assert.Single(outcomes, OpeningOutcome.Done);
        Assert.Single((await Store.LoadClinicianCalendar(clinician, Minutes(0, 60)))!.Blocks);
    }

    [Fact]
    public async Task Opening_rivals_through_two_stores_have_one_winner_again_and_again()
    {
        var other = await OpenStore();
        var clinician = await NewClinician();

        for (var version = 1; version <= 50; version++)
        {
            var (here, there) = (Opened(clinician, version * 60), Opened(clinician, version * 60));
            var outcomes = await Task.WhenAll(
                Store.Commit(new OpeningCommit(clinician, version, [here])),
                other.Commit(new OpeningCommit(clinician, version, [there])));

            Assert.Single(outcomes, OpeningOutcome.Done);
            Assert.Single(outcomes, OpeningOutcome.ClinicianLost);
        }

        Assert.Equal(50, (await Store.LoadClinicianCalendar(clinician, Minutes(0, 60_000)))!.Blocks.Length);
    }

    private async Task<Key> NewClinician(int hospital = HospitalId)
    {
        var clinician = NewKey(hospital);
        await Take(
            new ImportBatch { People = [Imported(Person(clinician, ContactType.Clinician))], MayGrant = true }, hospital);
        return clinician;
    }

    private static BlockDefinition Opened(Key clinician, int from) =>
        Block(NewKey(clinician.HospitalId), Minutes(from, from + 60)) with { ClinicianId = clinician.Id };
}
