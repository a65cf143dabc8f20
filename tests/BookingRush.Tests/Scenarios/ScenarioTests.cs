using System.Text.Json;
using NJsonSchema;

namespace Scheduling.BookingRush.Tests;

public sealed class ScenarioTests
{
    private static string Schema => Path.Combine(AppContext.BaseDirectory, "Scenarios", "scenario.schema.json");

    private static string Example =>
        Path.Combine(AppContext.BaseDirectory, "Scenarios", "Examples", "monday-morning.json");

    [Fact]
    public async Task Example_is_as_the_schema_says_and_can_be_run()
    {
        var schema = await JsonSchema.FromFileAsync(Schema);

        Assert.Empty(schema.Validate(await File.ReadAllTextAsync(Example)));
        var scenario = ScenarioFile.Read(Example).Resolve();
        Assert.Equal(
            ("monday-morning", 12, TimeSpan.FromSeconds(20)), (scenario.Name, scenario.Blocks, scenario.Duration));
    }

    [Fact]
    public async Task Schema_names_the_members_of_a_scenario_and_no_others()
    {
        var schema = await JsonSchema.FromFileAsync(Schema);

        Assert.Equal(Members<ScenarioFile>(), schema.Properties.Keys.Order());
        Assert.Equal(Members<PeopleHabits>(), schema.Properties["people"].Properties.Keys.Order());
        Assert.Equal(Members<HospitalChoice>(), schema.Properties["hospital"].Properties.Keys.Order());
        Assert.Equal(Enum.GetNames<WorkloadKind>(), schema.Properties["workload"].Enumeration);
        Assert.Equal(Enum.GetNames<ArrivalShape>(), schema.Properties["arrivals"].Enumeration);
    }

    [Theory]
    [InlineData("""{"workload":"Rush","slotz":3}""", "slotz")]
    [InlineData("""{"workload":"Rash"}""", "workload")]
    [InlineData("""{"rate":3}""", "workload")]
    [InlineData("""{"workload":"Rush","rate":0}""", "rate")]
    [InlineData("""{"workload":"Rush","duration":"30"}""", "duration")]
    [InlineData("""{"workload":"Rush","slots":1440,"slotMinutes":10}""", "24 hours")]
    [InlineData("""{"workload":"Move","blocks":3}""", "even")]
    [InlineData("""{"workload":"Rush","thresholds":["won<3"]}""", "won<3")]
    [InlineData("""{"workload":"Rush","people":{"hold":2}}""", "people.hold")]
    [InlineData("""{"workload":"Rush",""", "")]
    public async Task Resolve_refuses_what_cannot_be_run_and_says_what(string json, string says)
    {
        using var folder = new ResultFolder();
        await File.WriteAllTextAsync(folder["scenario.json"], json);

        var refused = Assert.Throws<UsageException>(() => ScenarioFile.Read(folder["scenario.json"]).Resolve());

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_the_command_line_counts_more_than_the_file()
    {
        var file = new ScenarioFile { Workload = WorkloadKind.Book, Rate = 5, Retry = 2 };

        var both = new ScenarioFile { Rate = 7 }.Over(file);

        Assert.Equal((WorkloadKind.Book, 7, 2), (both.Workload, both.Rate, both.Retry));
    }

    [Theory]
    [InlineData("Book")]
    [InlineData("Hot")]
    [InlineData("Browse")]
    public void Arrive_where_everybody_wins_nobody_wants_what_another_has(string workload)
    {
        var scenario =
            new ScenarioFile { Workload = Enum.Parse<WorkloadKind>(workload), Rate = 5_000, Duration = "1s" }.Resolve();
        var wanted = Steps(scenario, 5_000).Where(step => step.Act == Act.Book).Select(step => step.Attempt).ToList();

        Assert.NotEmpty(wanted);
        Assert.All(
            wanted.GroupBy(each => (each.Block, each.Slot)), slot => Assert.True(slot.Count() <= scenario.Capacity));
        Assert.All(wanted.GroupBy(each => (each.Patient, each.Slot)), one => Assert.Single(one));
        Assert.All(wanted, each => Assert.InRange(each.Patient, 0, scenario.Patients - 1));
    }

    [Fact]
    public void Arrive_in_a_rush_fifty_want_every_slot_and_nobody_two_at_once()
    {
        var scenario = new ScenarioFile { Workload = WorkloadKind.Rush, Rate = 5_000, Duration = "1s" }.Resolve();
        var wanted = Steps(scenario, 5_000).Select(step => step.Attempt).ToList();

        Assert.All(
            wanted.GroupBy(each => (each.Block, each.Slot)), slot => Assert.Equal(ScenarioRules.Rivals, slot.Count()));
        Assert.All(wanted.GroupBy(each => (each.Patient, each.Slot)), one => Assert.Single(one));
    }

    [Fact]
    public void Skew_makes_the_first_block_the_most_wanted()
    {
        var scenario =
            new ScenarioFile { Workload = WorkloadKind.Rush, Rate = 5_000, Duration = "1s", Skew = 1 }.Resolve();

        var counts = Steps(scenario, 5_000).CountBy(step => step.Attempt.Block).ToDictionary();

        Assert.Equal(0, counts.MaxBy(each => each.Value).Key);
        Assert.InRange(counts[0] / (double)counts[9], 5, 20);
    }

    [Fact]
    public void Ids_are_told_apart_by_seed_and_day_and_can_be_read_back()
    {
        var day = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var plan = new Plan(7, day, 10);

        Assert.NotEqual(plan.Block(5), new Plan(8, day, 10).Block(5));
        Assert.NotEqual(plan.Block(5), new Plan(7, day.AddDays(1), 10).Block(5));
        Assert.Equal(plan.Patient(5), new Plan(7, day.AddDays(1), 10).Patient(5));
        Assert.Equal((70_000, 5), (plan.PatientNumber(plan.Patient(70_000)), plan.BlockNumber(plan.Block(5))));
        Assert.Null(plan.BlockNumber(plan.Patient(5)));
    }

    private static IEnumerable<Step> Steps(Scenario scenario, int visitors)
    {
        var plan = new Plan(1, new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), scenario.SlotMinutes);
        var requests = new Requests(new Bodies(plan, 307), Guid.Empty, PhaseName.Run, HasKeys: true);
        IWorkload workload = scenario.Workload == WorkloadKind.Browse
            ? new BrowsingWorkload(scenario, scenario.Main, requests, Share.Whole, plan)
            : new BookingWorkload(scenario, scenario.Main, requests, Share.Whole, 1);
        return Enumerable.Range(0, visitors).Select(number => workload.Arrive(number)!.First());
    }

    private static IEnumerable<string> Members<T>() => typeof(T).GetProperties()
        .Where(member => !member.GetMethod!.IsStatic && member.Name != "EqualityContract")
        .Select(member => member.Name == "Schema" ? "$schema" : JsonNamingPolicy.CamelCase.ConvertName(member.Name))
            .Order();
}
