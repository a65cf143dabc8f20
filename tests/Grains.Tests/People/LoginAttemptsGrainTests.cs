using Microsoft.Extensions.Time.Testing;
using Scheduling.Grains.Tests.Settings;

namespace Scheduling.Grains.Tests.People;

public sealed class LoginAttemptsGrainTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly SettingsFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private SettingsCluster cluster = null!;
    private ILoginAttemptsGrain attempts = null!;

    public async Task InitializeAsync()
    {
        cluster = await SettingsCluster.Start(file.Path, time);
        attempts = cluster.Grains.GetGrain<ILoginAttemptsGrain>("account:x");
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Attempts_at_once_cannot_slip_past_the_limit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => attempts.Begin(10, Window)));

        Assert.Equal(10, answers.Count(wait => wait is null));
        Assert.All(answers.Where(wait => wait is not null), wait => Assert.Equal(Window, wait));
    }

    [Fact]
    public async Task Window_slides()
    {
        Assert.Null(await attempts.Begin(2, Window));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await attempts.Begin(2, Window));
        Assert.Equal(TimeSpan.FromMinutes(3), await attempts.Begin(2, Window));

        time.Advance(TimeSpan.FromMinutes(3));

        Assert.Null(await attempts.Begin(2, Window));
        Assert.Equal(TimeSpan.FromMinutes(2), await attempts.Begin(2, Window));
    }

    [Fact]
    public async Task Successes_do_not_count()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await attempts.Begin(2, Window));
            await attempts.Succeeded();
        }

        Assert.Null(await attempts.Begin(2, Window));
        Assert.Null(await attempts.Begin(2, Window));
        Assert.NotNull(await attempts.Begin(2, Window));
    }

    [Fact]
    public async Task Refused_attempts_do_not_count()
    {
        Assert.Null(await attempts.Begin(1, Window));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await attempts.Begin(1, Window));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await attempts.Begin(1, Window));
    }

    [Fact]
    public async Task Accounts_have_their_own()
    {
        Assert.Null(await attempts.Begin(1, Window));

        Assert.Null(await cluster.Grains.GetGrain<ILoginAttemptsGrain>("account:y").Begin(1, Window));
    }
}
