using Scheduling.Grains.Hospitals;
using Scheduling.Grains.People;

namespace Scheduling.Grains.Tests.Settings;

/// <summary>What a grain remembers of a failed write must not be answered: the next activation reads the truth.</summary>
public sealed class FailedWriteTests : IDisposable
{
    private const string FailWrites =
        """
        create trigger fail_insert before insert on OrleansStorage begin select raise(abort, 'disk full'); end;
        """;

    private readonly SettingsFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Hospital_failed_first_write_is_not_remembered()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var hospital = cluster.Grains.Hospital(126);
        Assert.Null(await hospital.Get());
        cluster.Execute(FailWrites);

        await Assert.ThrowsAnyAsync<Exception>(() => hospital.Merge(Some.Hospital("Never stored")));

        Assert.Null(await hospital.Get());
        cluster.Execute("drop trigger fail_insert");
        await hospital.Merge(Some.Hospital("Stored"));
        Assert.Equal("Stored", (await hospital.Get())?.Name);
    }

    [Fact]
    public async Task Hospital_written_by_another_activation_is_read_after_the_conflict()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var hospital = cluster.Grains.Hospital(126);
        await hospital.Merge(Some.Hospital("First"));
        await WriteBehindItsBack<HospitalState>(
            cluster, "hospital", hospital.GetGrainId(), state => state.Hospital = Some.Hospital("The other's"));

        await Assert.ThrowsAnyAsync<Exception>(() => hospital.Merge(Some.Hospital("Loser")));

        Assert.Equal("The other's", (await hospital.Get())?.Name);
        await hospital.Merge(Some.Hospital("Winner"));
        Assert.Equal("Winner", (await hospital.Get())?.Name);
    }

    [Fact]
    public async Task Sessions_failed_write_is_not_remembered()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var sessions = cluster.Grains.UserSessions(126);
        Assert.Empty(await sessions.GetEnded());
        cluster.Execute(FailWrites);

        await Assert.ThrowsAnyAsync<Exception>(() => sessions.End(new EndedSession("a", Some.FarFuture)));

        Assert.Empty(await sessions.GetEnded());
        cluster.Execute("drop trigger fail_insert");
        await sessions.End(new EndedSession("b", Some.FarFuture));
        Assert.Equal(["b"], (await sessions.GetEnded()).Select(session => session.SessionId));
    }

    [Fact]
    public async Task Sessions_written_by_another_activation_are_read_after_the_conflict()
    {
        await using var cluster = await SettingsCluster.Start(file.Path);
        var sessions = cluster.Grains.UserSessions(126);
        await sessions.End(new EndedSession("a", Some.FarFuture));
        await WriteBehindItsBack<UserSessionsState>(
            cluster, "user-sessions", sessions.GetGrainId(),
            state => state.Ended = state.Ended.Add(new EndedSession("b", Some.FarFuture)));

        await Assert.ThrowsAnyAsync<Exception>(() => sessions.End(new EndedSession("c", Some.FarFuture)));
        await sessions.End(new EndedSession("c", Some.FarFuture));

        Assert.Equal(["a", "b", "c"], (await sessions.GetEnded()).Select(session => session.SessionId));
    }

    private static async Task WriteBehindItsBack<T>(
        SettingsCluster cluster, string name, GrainId grain, Action<T> change)
    {
        var state = new GrainState<T>();
        await cluster.Storage.ReadStateAsync(name, grain, state);
        change(state.State!);
        await cluster.Storage.WriteStateAsync(name, grain, state);
    }
}
