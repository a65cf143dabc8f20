using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Tests.Settings;

namespace Scheduling.Grains.Tests.People;

public sealed class UserSessionsGrainTests : IDisposable
{
    private readonly SettingsFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task End_again_writes_nothing()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);
        var sessions = cluster.Grains.UserSessions(126);

        await sessions.End(new EndedSession("a", time.GetUtcNow().AddHours(1)));
        await sessions.End(new EndedSession("a", time.GetUtcNow().AddHours(1)));

        Assert.Single(await sessions.GetEnded());
        Assert.Equal(1, cluster.Query<long>("select Version from OrleansStorage"));
    }

    [Fact]
    public async Task Expired_sessions_are_forgotten_also_in_the_file()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);
        var sessions = cluster.Grains.UserSessions(126);
        await sessions.End(new EndedSession("a", time.GetUtcNow().AddMinutes(10)));
        await sessions.End(new EndedSession("b", time.GetUtcNow().AddMinutes(30)));
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(["b"], (await sessions.GetEnded()).Select(session => session.SessionId));
        await sessions.End(new EndedSession("c", time.GetUtcNow().AddMinutes(30)));

        Assert.Equal(0, cluster.Query<long>(
            "select count(*) from OrleansStorage where cast(PayloadBinary as text) like '%\"sessionId\":\"a\"%'"));
    }

    [Fact]
    public async Task End_of_a_session_that_has_expired_writes_nothing()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);

        await cluster.Grains.UserSessions(126).End(new EndedSession("a", time.GetUtcNow()));

        Assert.Equal(0, cluster.Query<long>("select count(*) from OrleansStorage"));
    }

    [Fact]
    public async Task Whoever_ends_very_many_has_one_entry_for_all_that_expire_by_then()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);
        var sessions = cluster.Grains.UserSessions(126);
        var (many, few) = (Guid.NewGuid(), Guid.NewGuid());
        await sessions.End(new EndedSession("other", time.GetUtcNow().AddHours(1), few));

        for (var i = 1; i <= 100; i++)
        {
            await sessions.End(new EndedSession($"{i}", time.GetUtcNow().AddMinutes(i), many));
        }

        var ended = await sessions.GetEnded();
        Assert.InRange(ended.Length, 2, 22);
        Assert.Contains(ended, session => session.SessionId == "other");
        Assert.All(Enumerable.Range(1, 100), i => Assert.Contains(ended, session => session.PersonId == many
            && (session.SessionId == $"{i}" || (session.IsAll() && session.ExpiresAt >= time.GetUtcNow().AddMinutes(i)))));
    }

    [Fact]
    public async Task End_of_what_all_sessions_cover_writes_nothing()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);
        var sessions = cluster.Grains.UserSessions(126);
        var person = Guid.NewGuid();
        for (var i = 0; i <= 20; i++)
        {
            await sessions.End(new EndedSession($"{i}", time.GetUtcNow().AddHours(1), person));
        }

        await sessions.End(new EndedSession("covered", time.GetUtcNow().AddHours(1), person));

        Assert.Equal(EndedSession.All(person, time.GetUtcNow().AddHours(1)), Assert.Single(await sessions.GetEnded()));
        Assert.Equal(21, cluster.Query<long>("select Version from OrleansStorage"));
    }

    [Fact]
    public async Task Hospitals_have_their_own()
    {
        await using var cluster = await SettingsCluster.Start(file.Path, time);

        await cluster.Grains.UserSessions(126).End(new EndedSession("a", time.GetUtcNow().AddHours(1)));

        Assert.Empty(await cluster.Grains.UserSessions(127).GetEnded());
    }
}
