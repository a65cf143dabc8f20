using System.Data.Common;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Scheduling.Grains.Hospitals;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>What Orleans' grain storage must do, whatever database our scripts make of it.</summary>
public abstract class SettingsStorageSuite
{
    private protected abstract ISettingsPlace Place { get; }

    private protected abstract bool IsSecondRow(DbException fault);

    [Fact]
    public async Task First_writes_at_once_one_wins_and_leaves_one_row()
    {
        await using var cluster = await SettingsCluster.Start(Place);
        var storage = cluster.Storage;
        var states = Enumerable.Range(0, 20).Select(i => State($"Rival {i}")).ToList();
        Assert.All(states, state => Assert.Null(state.ETag));

        var outcomes = await Task.WhenAll(states.Select(state => Task.Run(() => Write(storage, state))));

        Assert.Equal(1, outcomes.Count(won => won));
        Assert.Equal(1, cluster.Query<long>("select count(*) from OrleansStorage"));
        var read = new GrainState<HospitalState>();
        await storage.ReadStateAsync("hospital", Id(126), read);
        Assert.Equal(states[Array.IndexOf(outcomes, true)].State!.Hospital!.Name, read.State!.Hospital!.Name);
        Assert.Equal("1", read.ETag);
    }

    [Fact]
    public async Task Second_row_of_one_key_is_refused_by_the_database_itself()
    {
        await using var cluster = await SettingsCluster.Start(Place);
        Assert.True(await Write(cluster.Storage, State("First")));

        var fault = Assert.ThrowsAny<DbException>(() => cluster.Execute(
            """
            insert into OrleansStorage
            select GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
                   PayloadBinary, ModifiedOn, Version
            from OrleansStorage
            """));

        Assert.True(IsSecondRow(fault), fault.Message);
    }

    [Fact]
    public async Task Later_writes_at_once_one_wins()
    {
        await using var cluster = await SettingsCluster.Start(Place);
        var storage = cluster.Storage;
        Assert.True(await Write(storage, State("First")));
        var states = Enumerable.Range(0, 20).Select(i => State($"Rival {i}", etag: "1")).ToList();

        var outcomes = await Task.WhenAll(states.Select(state => Task.Run(() => Write(storage, state))));

        Assert.Equal(1, outcomes.Count(won => won));
        Assert.Equal(2, cluster.Query<long>("select cast(Version as bigint) from OrleansStorage"));
    }

    [Fact]
    public async Task Write_of_a_version_without_a_row_makes_none()
    {
        await using var cluster = await SettingsCluster.Start(Place);

        Assert.False(await Write(cluster.Storage, State("Nobody's", etag: "7")));

        Assert.Equal(0, cluster.Query<long>("select count(*) from OrleansStorage"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clear_forgets_loses_to_another_version_and_can_be_written_again(bool delete)
    {
        await using var cluster = await SettingsCluster.Start(Place, configure: silo =>
            silo.Services.Configure<AdoNetGrainStorageOptions>(
                SettingsState.Storage, options => options.DeleteStateOnClear = delete));
        var state = State("Short-lived");
        Assert.True(await Write(cluster.Storage, state));

        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            cluster.Storage.ClearStateAsync("hospital", Id(126), State("Short-lived", etag: "9")));
        await cluster.Storage.ClearStateAsync("hospital", Id(126), state);

        Assert.Equal(delete ? 0 : 1, cluster.Query<long>("select count(*) from OrleansStorage"));
        var read = new GrainState<HospitalState>();
        await cluster.Storage.ReadStateAsync("hospital", Id(126), read);
        Assert.False(read.RecordExists);
        read.State = new HospitalState { Hospital = Some.Hospital("Again") };
        Assert.True(await Write(cluster.Storage, read));
    }

    [Fact]
    public async Task Payload_names_no_types()
    {
        await using var cluster = await SettingsCluster.Start(Place);
        await cluster.Grains.Hospital(126).Merge(Some.Hospital("Riverside"));
        await cluster.Grains.UserSessions(126).End(new EndedSession("s", Some.FarFuture));

        var payloads = string.Concat(new[] { "hospital", "user-sessions" }.Select(name => Encoding.UTF8.GetString(
            cluster.Query<byte[]>($"select PayloadBinary from OrleansStorage where GrainTypeString = '{name}'"))));

        Assert.Contains("\"name\":\"Riverside\"", payloads, StringComparison.Ordinal);
        Assert.Contains("\"sessionId\":\"s\"", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("Scheduling.", payloads, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("$", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("PublicKeyToken", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", payloads, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_id_is_the_same_whatever_the_cluster_calls_itself()
    {
        await using (var cluster = await SettingsCluster.Start(Place, serviceId: "one"))
        {
            await cluster.Grains.Hospital(126).Merge(Some.Hospital("Riverside"));
            Assert.Equal("scheduling", cluster.Query<string>("select ServiceId from OrleansStorage"));
        }

        await using var renamed = await SettingsCluster.Start(Place, serviceId: "another");
        Assert.Equal("Riverside", (await renamed.Grains.Hospital(126).Get())?.Name);
    }

    [Fact]
    public async Task State_survives_a_restart()
    {
        var hospital = Some.Hospital("Riverside");
        await using (var cluster = await SettingsCluster.Start(Place))
        {
            await cluster.Grains.Hospital(126).Merge(hospital);
            await cluster.Grains.UserSessions(126).End(new EndedSession("s", Some.FarFuture));
        }

        await using var restarted = await SettingsCluster.Start(Place);
        Assert.True(hospital.Says((await restarted.Grains.Hospital(126).Get())!));
        var ended = await restarted.Grains.UserSessions(126).GetEnded();
        Assert.Equal(new EndedSession("s", Some.FarFuture), Assert.Single(ended));
        Assert.Null(await restarted.Grains.Hospital(127).Get());
    }

    private static GrainId Id(int hospitalId) =>
        GrainId.Create(GrainType.Create("hospital"), GrainIdKeyExtensions.CreateIntegerKey(hospitalId));

    private static GrainState<HospitalState> State(string name, string? etag = null) =>
        new(new HospitalState { Hospital = Some.Hospital(name) }) { ETag = etag! };

    private static async Task<bool> Write(IGrainStorage storage, IGrainState<HospitalState> state)
    {
        try
        {
            await storage.WriteStateAsync("hospital", Id(126), state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
