using Scheduling.Grains.Tests.Settings;

namespace Scheduling.Grains.Tests.Hospitals;

public sealed class HospitalGrainTests : IDisposable
{
    private readonly SettingsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Merge_writes_only_a_difference()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var hospital = cluster.Grains.Hospital(126);
        Assert.Null(await hospital.Get());

        await hospital.Merge(Some.Hospital("Riverside"));
        await hospital.Merge(Some.Hospital("Riverside"));
        Assert.Equal(1, cluster.Query<long>("select Version from OrleansStorage"));

        await hospital.Merge(Some.Hospital("Lakeside"));
        Assert.Equal(2, cluster.Query<long>("select Version from OrleansStorage"));
        Assert.Equal("Lakeside", (await hospital.Get())?.Name);
    }
}
