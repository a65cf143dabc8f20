using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage;

public abstract partial class ScheduleStoreSuite
{
    [Fact]
    public async Task Commit_another_definition_is_stored_and_raises_block_and_clinician()
    {
        var (block, clinician) = await NewBlock();
        var stored = (await Store.LoadBlock(block))!.Definition;
        var next = stored with
        {
            Time = Minutes(30, 300),
            AllowOnDemand = false,
            AllowProvider = false,
            AllowSelf = false,
            IsAvailable = false,
            Optimization = OptimizationType.DoubleBooking,
            OwnCapacity = 7,
            Locked = true,
            Private = true,
            IsDeleted = true,
            ModifiedAt = Now.AddHours(1),
        };
        var version = await ClinicianVersion(block with { Id = clinician });

        var outcomes = await Send(Commit(block, 1, new DefinitionChange(next, version)));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        var snapshot = await Store.LoadBlock(block);
        Assert.Equal((next, 2L), (snapshot!.Definition, snapshot.Version));
        Assert.Equal(version + 1, await ClinicianVersion(block with { Id = clinician }));
    }

    [Fact]
    public async Task Commit_a_definition_with_another_clinician_raises_the_former_too()
    {
        var ((block, former), (_, next)) = (await NewBlock(), await NewBlock());
        var definition = (await Store.LoadBlock(block))!.Definition with { ClinicianId = next };
        var (before, after) = (block with { Id = former }, block with { Id = next });
        var versions = (await ClinicianVersion(before), await ClinicianVersion(after));

        var outcomes = await Send(Commit(
            block, 1, new DefinitionChange(definition, versions.Item2) { FormerClinicianId = former }));

        Assert.Equal([ChangeOutcome.Done], outcomes);
        Assert.Equal(next, (await Store.LoadBlock(block))!.Definition.ClinicianId);
        Assert.Equal(
            (versions.Item1 + 1, versions.Item2 + 1), (await ClinicianVersion(before), await ClinicianVersion(after)));
    }

    [Fact]
    public async Task Commit_a_definition_that_loses_the_block_writes_nothing()
    {
        var (block, clinician) = await NewBlock();
        var stored = (await Store.LoadBlock(block))!.Definition;
        var version = await ClinicianVersion(block with { Id = clinician });

        var outcomes = await Send(Commit(block, 7, new DefinitionChange(stored with { Private = true }, version)));

        Assert.Equal([ChangeOutcome.BlockLost], outcomes);
        Assert.Equal((stored, 1L), ((await Store.LoadBlock(block))!.Definition, await BlockVersion(block)));
        Assert.Equal(version, await ClinicianVersion(block with { Id = clinician }));
    }

    [Fact]
    public async Task Commit_a_definition_that_loses_the_clinician_raises_the_block_alone()
    {
        var (block, clinician) = await NewBlock();
        var stored = (await Store.LoadBlock(block))!.Definition;
        var version = await ClinicianVersion(block with { Id = clinician });

        var outcomes = await Send(Commit(block, 1, new DefinitionChange(stored with { Private = true }, version + 1)));

        Assert.Equal([ChangeOutcome.ClinicianLost], outcomes);
        Assert.Equal((stored, 2L), ((await Store.LoadBlock(block))!.Definition, await BlockVersion(block)));
        Assert.Equal(version, await ClinicianVersion(block with { Id = clinician }));
    }
}
