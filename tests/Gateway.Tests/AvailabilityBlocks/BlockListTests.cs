using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.AvailabilityBlocks;

/// <summary>The list: which blocks, in which order, on which page.</summary>
public sealed class BlockListTests(TestGateway gateway) : IClassFixture<TestGateway>
{
    [Fact]
    public async Task List_by_start_within_half_open_dates_of_the_callers_zone()
    {
        var clinic = await Clinic.Open(gateway);
        var before = clinic.NewBlock().With("startTime", "2030-05-01T23:59").With("endTime", "2030-05-02T00:10");
        var first = clinic.NewBlock().With("startTime", "2030-05-02T00:10").With("endTime", "2030-05-02T01:00");
        var last = clinic.NewBlock().With("startTime", "2030-05-03T23:59").With("endTime", "2030-05-04T00:00");
        var after = clinic.NewBlock().With("startTime", "2030-05-04T00:00").With("endTime", "2030-05-04T01:00");
        string[] ids = [];
        foreach (var request in new[] { last, before, after, first })
        {
            ids = [.. ids, await clinic.Blocks().Opened(request)];
        }

        var page = await List(clinic, "startDate=2030-05-02&endDate=2030-05-04");

        Assert.Equal([ids[3], ids[0]], Ids(page));
        Assert.Equal(2, (int)page.Json["total"]!);
    }

    [Fact]
    public async Task List_without_dates_is_of_the_next_thirty_days()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.Blocks().Opened(clinic.NewBlock(-60 * 30));
        await clinic.Blocks().Opened(clinic.NewBlock(60 * 24 * 30));

        Assert.Equal([$"{clinic.Block}"], Ids(await List(clinic, "")));
    }

    [Fact]
    public async Task List_pages_have_one_total()
    {
        var clinic = await Clinic.Open(gateway);
        await clinic.Blocks().Open(clinic.NewBlock().Repeated("2030-06-01", "2030-06-07"));
        const string Dates = "startDate=2030-06-01&endDate=2030-06-08";

        var all = Ids(await List(clinic, Dates));
        var page = await List(clinic, $"{Dates}&skip=2&take=3");
        var beyond = await List(clinic, $"{Dates}&skip=7");

        Assert.Equal(7, all.Length);
        Assert.Equal(all[2..5], Ids(page));
        Assert.Equal((7, 7), ((int)page.Json["total"]!, (int)beyond.Json["total"]!));
        Assert.Empty(Ids(beyond));
    }

    [Fact]
    public async Task List_clinicians_by_number_repeated_or_with_commas_and_unknown_ones_match_nothing()
    {
        var (one, other) = (await Clinic.Open(gateway), await Clinic.Open(gateway));
        var (first, second) = (one.NumberOf(one.Clinician), other.NumberOf(other.Clinician));

        Assert.Equal(2, Ids(await one.Blocks().List($"clinicianIds={first},{second}")).Length);
        Assert.Equal(2, Ids(await one.Blocks().List($"clinicianIds={first}&clinicianIds={second}&clinicianIds=1")).Length);
        Assert.Empty(Ids(await one.Blocks().List("clinicianIds=1")));
    }

    [Fact]
    public async Task List_nothing_of_another_hospital()
    {
        var here = await Clinic.Open(gateway);
        var there = await Clinic.Open(gateway, hospital: 128);

        Assert.Equal([$"{there.Block}"], Ids(await there.Blocks().List("")));
        Assert.Empty(Ids(await there.Blocks().List($"clinicianIds={here.NumberOf(here.Clinician)}")));
    }

    [Theory]
    [InlineData("take=0", "take must be an integer from 1 to 500")]
    [InlineData("take=501", "take must be an integer from 1 to 500")]
    [InlineData("skip=-1", "skip must be an integer from 0 to 2147483647")]
    [InlineData("skip=one", "skip must be an integer from 0 to 2147483647")]
    [InlineData("clinicianIds=1,x", "clinicianIds must be integers")]
    [InlineData("startDate=yesterday", "startDate must be a date like 2019-03-14 or a time like 2019-03-14T17:48:00")]
    [InlineData("startDate=2030-03-10T02:30", "startDate does not exist: clocks are put forward over it")]
    [InlineData("startDate=2030-05-02&endDate=2030-05-02", "endDate must be after startDate")]
    [InlineData("startDate=2030-05-02&endDate=2031-05-04", "endDate must be at most 366 days after startDate")]
    public async Task List_a_member_at_fault_is_told(string query, string message) =>
        (await new BlockClient(gateway, gateway.AdasToken()).List(query)).Refused(1000400, message);

    [Fact]
    public async Task List_all_faults_are_told_at_once()
    {
        var answer = await new BlockClient(gateway, gateway.AdasToken()).List("take=0&startDate=x&skip=-1");

        Assert.Equal(["startDate", "skip", "take"], answer.Json["errors"]!.AsObject().Select(fault => fault.Key));
    }

    private static async Task<RawAnswer> List(Clinic clinic, string query) =>
        (await clinic.Blocks().List($"clinicianIds={clinic.NumberOf(clinic.Clinician)}&{query}")).Succeeded();

    private static string[] Ids(RawAnswer answer) =>
        [.. answer.Succeeded().Json["data"]!.AsArray().Select(block => (string)block!["id"]!)];
}
