using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>Blocks are spread over the silos that are there, and a lost silo's over all that are left.</summary>
public sealed class PlacementTests
{
    private const int Blocks = 90;

    /// <summary>Of 90 blocks one of two silos has fewer in one of ten million runs.</summary>
    private const int FairShare = 20;

    /// <summary>Of some 45 blocks that come to two silos one has fewer in one of a million runs.</summary>
    private const int FairShareOfHalf = 7;

    private readonly RushHospital hospital = RushHospital.Plan(7, Blocks, slotsPerBlock: 2, Blocks, TimeProvider.System);

    [Fact]
    public async Task Blocks_go_to_all_silos_and_those_of_a_stopped_one_to_an_added_one_too()
    {
        await using var cluster = await new TestCluster(null, TestCluster.Patient).Start(silos: 2, gateways: 1);
        await hospital.Import(cluster.Gateways[0].Address, cluster.Tokens);
        var first = cluster.Silos[0];

        await BookInEach(cluster, slot: 0);
        var before = await ActiveBlocks.Count(cluster);
        var added = await cluster.AddSilo();
        first.Process.Terminate();
        Assert.Equal(0, await first.Process.End());
        await BookInEach(cluster, slot: 1);
        var after = await ActiveBlocks.Count(cluster);

        Assert.Equal(2, before.Count);
        Assert.All(before.Values, count => Assert.InRange(count, FairShare, Blocks - FairShare));
        Assert.Equal(Blocks, after.Values.Sum());
        Assert.InRange(after[added.Port], FairShareOfHalf, before[first.Port] - FairShareOfHalf);
    }

    private async Task BookInEach(TestCluster cluster, int slot)
    {
        using var caller = new Caller(cluster, 0);
        for (var block = 0; block < Blocks; block++)
        {
            var token = cluster.Tokens.Patient(RushHospital.Id, hospital.Patient(block));
            var body = hospital.Booking(block, slot, block);
            var answer = await caller.Send(
                Connection.Request("POST", "/api/v3/patients/appointments", token, body, $"placement-{block}-{slot}"));
            Assert.Equal(200, answer.Status);
        }
    }
}
