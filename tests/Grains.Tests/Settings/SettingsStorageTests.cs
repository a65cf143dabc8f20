using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Scheduling.Grains.Hospitals;
using Scheduling.Silo.Settings;

namespace Scheduling.Grains.Tests.Settings;

public sealed class SettingsStorageTests : IDisposable
{
    private readonly SettingsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task First_writes_at_once_one_wins_and_leaves_one_row()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
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
    public async Task Second_row_of_one_key_is_refused_by_the_file_itself()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        Assert.True(await Write(cluster.Storage, State("First")));

        var fault = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => cluster.Execute(
            """
            insert into OrleansStorage
            select GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
                   PayloadBinary, ModifiedOn, Version
            from OrleansStorage
            """));

        Assert.Equal(19, fault.SqliteErrorCode);
    }

    [Fact]
    public async Task Later_writes_at_once_one_wins()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var storage = cluster.Storage;
        Assert.True(await Write(storage, State("First")));
        var states = Enumerable.Range(0, 20).Select(i => State($"Rival {i}", etag: "1")).ToList();

        var outcomes = await Task.WhenAll(states.Select(state => Task.Run(() => Write(storage, state))));

        Assert.Equal(1, outcomes.Count(won => won));
        Assert.Equal(2, cluster.Query<long>("select Version from OrleansStorage"));
    }

    [Fact]
    public async Task Write_of_a_version_without_a_row_makes_none()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);

        Assert.False(await Write(cluster.Storage, State("Nobody's", etag: "7")));

        Assert.Equal(0, cluster.Query<long>("select count(*) from OrleansStorage"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clear_forgets_loses_to_another_version_and_can_be_written_again(bool delete)
    {
        await using var cluster = await SettingsCluster.Start(file.Path, configure: silo =>
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
        await using var cluster = await SettingsCluster.Start(file.Path);
        await cluster.Grains.Hospital(126).Merge(Some.Hospital("Riverside"));
        await cluster.Grains.UserSessions(126).End(new EndedSession("s", Some.FarFuture));

        var payloads = Encoding.UTF8.GetString(
            cluster.Query<byte[]>("select group_concat(PayloadBinary, ' ') from OrleansStorage"));

        Assert.Contains("\"name\":\"Riverside\"", payloads, StringComparison.Ordinal);
        Assert.Contains("\"sessionId\":\"s\"", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("Scheduling.", payloads, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("$", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("PublicKeyToken", payloads, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", payloads, StringComparison.Ordinal);
    }

    [Fact]
    public void Payload_of_another_version_is_read()
    {
        const string Older = """{"hospital":{"id":126,"name":"R","timeZone":"UTC"}}""";
        const string Newer = """{"hospital":{"id":126,"name":"R","timeZone":"UTC","invented":[1]},"later":true}""";

        foreach (var payload in new[] { Older, Newer })
        {
            var state = SettingsStorage.Json().Deserialize<HospitalState>(BinaryData.FromString(payload));

            Assert.Equal(TimeSpan.FromHours(4), state!.Hospital!.LongestPatientVisit);
            Assert.Empty(state.Hospital.ServiceTypes);
        }
    }

    [Fact]
    public async Task Service_id_is_the_same_whatever_the_cluster_calls_itself()
    {
        await using (var cluster = await SettingsCluster.Start(file.Path, serviceId: "one"))
        {
            await cluster.Grains.Hospital(126).Merge(Some.Hospital("Riverside"));
            Assert.Equal("scheduling", cluster.Query<string>("select ServiceId from OrleansStorage"));
        }

        await using var renamed = await SettingsCluster.Start(file.Path, serviceId: "another");
        Assert.Equal("Riverside", (await renamed.Grains.Hospital(126).Get())?.Name);
    }

    [Fact]
    public async Task State_survives_a_restart()
    {
        var hospital = Some.Hospital("Riverside");
        await using (var cluster = await SettingsCluster.Start(file.Path))
        {
            await cluster.Grains.Hospital(126).Merge(hospital);
            await cluster.Grains.UserSessions(126).End(new EndedSession("s", Some.FarFuture));
        }

        await using var restarted = await SettingsCluster.Start(file.Path);
        Assert.True(hospital.Says((await restarted.Grains.Hospital(126).Get())!));
        var ended = await restarted.Grains.UserSessions(126).GetEnded();
        Assert.Equal(new EndedSession("s", Some.FarFuture), Assert.Single(ended));
        Assert.Null(await restarted.Grains.Hospital(127).Get());
    }

    [Fact]
    public async Task Connections_are_durable()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        await using var settings = new SettingsDataSource(file.Path);
        await using var connection = await settings.OpenConnectionAsync();
        await using var command = connection.CreateCommand();

        command.CommandText = "pragma synchronous";
        Assert.Equal(2L, await command.ExecuteScalarAsync());
        command.CommandText = "pragma journal_mode";
        Assert.Equal("wal", await command.ExecuteScalarAsync());
        Assert.Equal(2, command.CommandTimeout);
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
