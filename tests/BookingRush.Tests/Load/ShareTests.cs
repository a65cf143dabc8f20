namespace Scheduling.BookingRush.Tests;

public sealed class ShareTests
{
    [Fact]
    public void Patient_workers_have_disjoint_ones_and_together_all()
    {
        var area = new Area(0, 10, FirstPatient: 100, Patients: 50);
        var all = Enumerable.Range(0, 3).SelectMany(index => Enumerable.Range(0, 200)
            .Select(own => new Share(index, 3).Patient(area, own)).Distinct()).ToList();

        Assert.Equal(all.Distinct().Count(), all.Count);
        Assert.Equal(Enumerable.Range(100, 50), all.Order());
    }

    [Fact]
    public void Visitor_workers_divide_a_rush_among_them_without_a_rest()
    {
        var scenario = new ScenarioFile { Workload = WorkloadKind.Rush, Blocks = 4, Slots = 3, Patients = 8 }.Resolve();

        var together = Enumerable.Range(0, 2).SelectMany(index => Asked(scenario, new Share(index, 2), 12)).Order();

        Assert.Equal(Asked(scenario, Share.Whole, 24).Order(), together);
    }

    [Theory]
    [InlineData("1/4", 0, 4)]
    [InlineData("4/4", 3, 4)]
    public void Parse_reads_what_people_count_from_one(string text, int index, int count) =>
        Assert.Equal(new Share(index, count), Share.Parse(text));

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1")]
    [InlineData("a/b")]
    public void Parse_refuses_what_is_none(string text) => Assert.Null(Share.Parse(text));

    private static IEnumerable<(int, int)> Asked(Scenario scenario, Share share, int visitors)
    {
        var plan = new Plan(1, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), 10);
        var requests = new Requests(new Bodies(plan, 307), Guid.Empty, PhaseName.Run, HasKeys: true);
        var workload = new BookingWorkload(scenario, scenario.Main, requests, share, seed: 1);
        return Enumerable.Range(0, visitors).Select(number => workload.Arrive(number)!.First().Attempt)
            .Select(attempt => (attempt.Block, attempt.Slot));
    }
}
