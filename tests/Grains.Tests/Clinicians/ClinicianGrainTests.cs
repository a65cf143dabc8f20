using Scheduling.Grains.Tests.Hosting;
using static Scheduling.Grains.Tests.Hosting.ScheduleCluster;

namespace Scheduling.Grains.Tests.Clinicians;

public sealed class ClinicianGrainTests(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    [Fact]
    public async Task Open_rivals_for_overlapping_times_have_one_winner()
    {
        var clinician = await cluster.NewClinician();
        var grain = cluster.Grains.Clinician(clinician);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            grain.Open(new OpenBlocks([NewDefinition(clinician, At(index, 60))]))));

        Assert.Single(answers, answer => answer == OpenStatus.Opened);
        Assert.Equal(19, answers.Count(answer => answer == OpenStatus.Overlaps));
    }

    [Fact]
    public async Task Open_blocks_that_overlap_each_other_opens_none()
    {
        var clinician = await cluster.NewClinician();
        var blocks = new[] { 600, 0, 30 }.Select(minute => NewDefinition(clinician, At(minute, 60))).ToArray();

        var status = await cluster.Grains.Clinician(clinician).Open(new OpenBlocks([.. blocks]));

        Assert.Equal(OpenStatus.Overlaps, status);
        Assert.Null(await cluster.Store.LoadBlock(blocks[0].Key));
    }

    [Fact]
    public async Task Open_neighbours_touch_and_do_not_overlap()
    {
        var clinician = await cluster.NewClinician();
        var grain = cluster.Grains.Clinician(clinician);

        Assert.Equal(OpenStatus.Opened, await grain.Open(new OpenBlocks([NewDefinition(clinician, At(0, 60))])));
        Assert.Equal(OpenStatus.Opened, await grain.Open(new OpenBlocks([NewDefinition(clinician, At(60, 60))])));
    }

    [Fact]
    public async Task Open_one_that_overlaps_opens_none()
    {
        var clinician = await cluster.NewClinician();
        var grain = cluster.Grains.Clinician(clinician);
        var free = NewDefinition(clinician, At(120, 60));
        await grain.Open(new OpenBlocks([NewDefinition(clinician, At(0, 60))]));

        var status = await grain.Open(new OpenBlocks([free, NewDefinition(clinician, At(30, 60))]));

        Assert.Equal(OpenStatus.Overlaps, status);
        Assert.Null(await cluster.Store.LoadBlock(free.Key));
    }

    [Fact]
    public async Task Open_the_same_again_is_opened_and_changes_nothing()
    {
        var clinician = await cluster.NewClinician();
        var grain = cluster.Grains.Clinician(clinician);
        var command = new OpenBlocks([NewDefinition(clinician, At(0, 60))]);
        await grain.Open(command);

        var again = await grain.Open(command);
        var elsewhere = await grain.Open(new OpenBlocks([command.Blocks[0] with { Time = At(30, 60) }]));

        Assert.Equal(OpenStatus.Opened, again);
        Assert.Equal(OpenStatus.BlockExists, elsewhere);
    }

    [Fact]
    public async Task Open_for_a_stranger_is_refused()
    {
        var stranger = new Key(HospitalId, Guid.NewGuid());

        var status = await cluster.Grains.Clinician(stranger).Open(new OpenBlocks([NewDefinition(stranger, At(0, 60))]));

        Assert.Equal(OpenStatus.ClinicianUnknown, status);
    }

    [Fact]
    public async Task Open_blocks_of_somebody_else_is_a_bug_of_the_caller()
    {
        var clinician = await cluster.NewClinician();
        var other = NewDefinition(new Key(HospitalId, Guid.NewGuid()), At(0, 60));

        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains.Clinician(clinician).Open(new OpenBlocks([other])));
    }
}
