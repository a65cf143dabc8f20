using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Grains.Storage;

namespace Scheduling.Gateway.Tests.Embedded;

/// <summary>The test's clock starts on Tuesday, 5 March 2030, 10 o'clock in New York.</summary>
public sealed class DemoDaysTests : IAsyncLifetime
{
    private static readonly DemoFile Demo = DemoFile.Read();
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    private static readonly Guid Bob = Guid.Parse("53484dcc-83ea-4e9f-8af7-c93bbeb1445d");
    private static readonly Guid FirstBlock = Guid.Parse("a9799648-b068-4c71-aca1-62ae6717b999");

    private readonly TestGateway gateway = new();

    public Task InitializeAsync() => gateway.InitializeAsync();

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Open_on_the_first_day_leaves_the_files_block_alone()
    {
        var days = Days();

        await days.TryOpenTomorrow();

        Assert.Equal(FirstBlock, days.TomorrowsBlock);
        Assert.Null(await Stored(Derived(2030, 3, 6)));
    }

    [Fact]
    public async Task Open_at_a_later_start_adds_a_block_and_moves_none()
    {
        var first = await Stored(FirstBlock);
        gateway.Pass(TimeSpan.FromDays(3));

        await Days().TryOpenTomorrow();

        var opened = await Stored(Derived(2030, 3, 9));
        Assert.Equal(At(2030, 3, 9, 13), opened!.Time.Start);
        Assert.Equal(TimeSpan.FromHours(10), opened.Time.Length);
        Assert.Equal(first, await Stored(FirstBlock));
    }

    [Fact]
    public async Task Open_at_midnight_adds_the_new_tomorrow()
    {
        var days = Days();
        gateway.Pass(TimeSpan.FromHours(13.5));
        var wait = await days.TryOpenTomorrow();
        gateway.Pass(wait.ToTimeSpan());

        await days.TryOpenTomorrow();

        Assert.Equal(Duration.FromMinutes(30), wait);
        Assert.Equal(Derived(2030, 3, 7), days.TomorrowsBlock);
        Assert.NotNull(await Stored(Derived(2030, 3, 7)));
    }

    [Fact]
    public async Task Open_again_on_the_same_day_changes_nothing()
    {
        gateway.Pass(TimeSpan.FromDays(1));
        await Days().TryOpenTomorrow();
        var opened = await Stored(Derived(2030, 3, 7));

        await Days().TryOpenTomorrow();

        Assert.Equal(opened, await Stored(Derived(2030, 3, 7)));
    }

    [Theory]
    [InlineData(2030, 3, 9, 13)]
    [InlineData(2030, 3, 10, 12)]
    [InlineData(2030, 11, 2, 12)]
    [InlineData(2030, 11, 3, 13)]
    public void Block_starts_at_eight_on_the_wall_whatever_the_clocks_do(int year, int month, int day, int utcHour)
    {
        var block = Demo.BlockOn(new LocalDate(year, month, day), NewYork, TestGateway.Start);

        Assert.Equal(At(year, month, day, utcHour), block.Time.Start);
        Assert.Equal(TimeSpan.FromHours(10), block.Time.Length);
        Assert.Equal(Bob, block.ClinicianId);
    }

    private static Guid Derived(int year, int month, int day) =>
        DerivedId.Block(new Key(TestGateway.Hospital, Bob), new DateOnly(year, month, day));

    private static DateTimeOffset At(int year, int month, int day, int utcHour) =>
        new(year, month, day, utcHour, 0, 0, TimeSpan.Zero);

    private DemoDays Days() => new(Demo, gateway.Grains, gateway.Time, NullLogger<DemoDays>.Instance);

    private async Task<BlockDefinition?> Stored(Guid block) =>
        (await gateway.Services.GetRequiredService<IScheduleStore>().LoadBlock(new Key(TestGateway.Hospital, block)))
        ?.Definition;
}
