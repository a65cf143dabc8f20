using System.Text.Json;

namespace Scheduling.BookingRush.Tests;

/// <summary>Whole runs against doubles of a gateway, through the command line.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Run_honest_gateway_ends_fine_and_leaves_everything()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();

        var code = await Run(gateway, folder);

        Assert.Equal(ExitCode.Fine, code);
        Assert.All(
            ["run.json", "summary.json", "timeseries.csv", "history.jsonl", "won.hgrm", "taken.hgrm",
                "won.service.hgrm", "report.html"],
            name => Assert.True(new FileInfo(folder[name]).Length > 0, name));
        var summary = folder.Files.ReadSummary();
        Assert.Equal((100, 10), (summary.Counts.Offered, summary.Outcomes[Outcome.Won].Count));
        Assert.Equal(90, summary.Outcomes[Outcome.Taken].Count);
        Assert.Equal(0, summary.Audit!.Broken);
        Assert.Equal(10, summary.Slots!.WinnersByOrder.Sum());
    }

    [Fact]
    public async Task Run_without_a_list_every_acknowledged_appointment_is_asked_for()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(hasList: false);

        Assert.Equal(ExitCode.Fine, await Run(gateway, folder));

        var audit = folder.Files.ReadSummary().Audit!;
        Assert.Equal(10, audit.Rules.Single(rule => rule.Rule == Rule.NothingForgotten).Checked);
        Assert.NotNull(audit.Rules.Single(rule => rule.Rule == Rule.NothingInvented).Note);
    }

    [Theory]
    [InlineData("DoubleBooks", "NoDoubleBooking")]
    [InlineData("Forgets", "NothingForgotten")]
    [InlineData("Invents", "NothingInvented")]
    [InlineData("LosesSlot", "NoSlotLost")]
    [InlineData("RefusesWrongly", "RefusalsJustified")]
    [InlineData("StoresOtherTime", "AsAnswered")]
    [InlineData("TwoPlaces", "OnePlacePerPatient")]
    [InlineData("NeverSettles", "DoubtsSettled")]
    public async Task Run_gateway_that_lies_once_is_caught(string lie, string broken)
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Enum.Parse<Lie>(lie));

        var code = await Run(gateway, folder);

        Assert.Equal(ExitCode.InvariantBroken, code);
        var rule = folder.Files.ReadSummary().Audit!.Rules.Single(each => each.Rule.ToString() == broken);
        Assert.InRange(rule.Broken, 1, 10);
        Assert.NotEmpty(rule.Faults);
    }

    [Fact]
    public async Task Run_half_done_and_denied_is_caught()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.ForgetsKey);

        Assert.Equal(ExitCode.InvariantBroken, await Run(gateway, folder));
    }

    [Fact]
    public async Task Run_answer_lost_and_found_again_by_its_key_is_no_failure()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.LosesAnswer);

        var code = await Run(gateway, folder, "--threshold", "error.count<1");

        var summary = folder.Files.ReadSummary();
        Assert.Equal(ExitCode.Fine, code);
        Assert.Equal(1, summary.Outcomes[Outcome.InDoubt].Count);
        Assert.Equal(0, summary.Audit!.Broken);
        Assert.Equal(10, summary.Audit.Appointments);
    }

    [Fact]
    public async Task Run_in_doubt_and_asked_again_with_its_key_is_won()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.LosesAnswer);

        var code = await Run(gateway, folder, "--retry", "1");

        var summary = folder.Files.ReadSummary();
        Assert.Equal(ExitCode.Fine, code);
        Assert.Equal((1, 10), (summary.Counts.Retried, summary.Outcomes[Outcome.Won].Count));
        Assert.DoesNotContain(Outcome.InDoubt, summary.Outcomes.Keys);
    }

    [Theory]
    [InlineData("won.count>10", ExitCode.ThresholdFailed)]
    [InlineData("won.count>9", ExitCode.Fine)]
    public async Task Run_threshold_decides(string threshold, int expected)
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();

        Assert.Equal(expected, await Run(gateway, folder, "--threshold", threshold));
    }

    [Fact]
    public async Task Run_broken_invariant_outweighs_a_failed_threshold()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start(Lie.Forgets);

        Assert.Equal(ExitCode.InvariantBroken, await Run(gateway, folder, "--threshold", "won.count>1000"));
    }

    [Fact]
    public async Task Run_nobody_listens_is_unreachable()
    {
        using var folder = new ResultFolder();
        var gateway = await FakeGateway.Start();
        var address = gateway.Address;
        await gateway.DisposeAsync();

        var code = await Program.Run(["run", "rush", "--target", address.ToString(), "--out", folder.Path]);

        Assert.Equal(ExitCode.Unreachable, code);
    }

    [Theory]
    [InlineData("run", "rash")]
    [InlineData("run", "rush", "--arrivals", "sometimes")]
    [InlineData("run", "rush", "--rate", "many")]
    [InlineData("run", "rush", "--rate", "-1")]
    [InlineData("run", "rush", "--seed", "2000")]
    [InlineData("run", "rush", "--worker", "3/2")]
    [InlineData("run", "rush", "--threshold", "won<3")]
    [InlineData("run", "rush", "--target", "127.0.0.1")]
    [InlineData("run", "rush", "--target", "http://127.0.0.1:5080", "--process", "database")]
    [InlineData("run")]
    [InlineData("ran")]
    [InlineData("prepare", "rush")]
    [InlineData("audit", "/nowhere")]
    [InlineData("compare", "/nowhere", "/nowhere")]
    [InlineData("merge", "/nowhere")]
    public async Task Mistake_ends_with_usage(params string[] arguments) =>
        Assert.Equal(ExitCode.Usage, await Program.Run(arguments));

    [Fact]
    public async Task Prepare_imports_what_run_needs_and_the_same_again()
    {
        await using var gateway = await FakeGateway.Start();
        string[] arguments =
        [
            "prepare", "rush", "--seed", "7", "--target", gateway.Address.ToString(), "--blocks", "2", "--slots", "5",
            "--patients", "10", "--quiet",
        ];

        Assert.Equal(ExitCode.Fine, await Program.Run(arguments));
        Assert.Equal(ExitCode.Fine, await Program.Run(arguments));

        Assert.Equal(4, gateway.Imports.Count);
        Assert.Equal(gateway.Imports[..2], gateway.Imports[2..]);
        using var blocks = JsonDocument.Parse(gateway.Imports[1]);
        Assert.Equal(3, blocks.RootElement.GetProperty("availabilityBlocks").GetArrayLength());
    }

    [Fact]
    public async Task Run_prepared_imports_nothing_and_tells_the_processor_time_of_who_is_named()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();

        var code = await Run(gateway, folder, "--prepared", "--process", $"gateway={Environment.ProcessId}");

        Assert.Equal(ExitCode.Fine, code);
        Assert.Empty(gateway.Imports);
        var used = Assert.Single(folder.Files.ReadSummary().Processes!);
        Assert.Equal("gateway", used.Key);
        Assert.InRange(used.Value, 0.01, 600);
    }

    [Fact]
    public async Task Audit_later_finds_what_has_been_lost_meanwhile()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();
        await Run(gateway, folder);
        await using var other = await FakeGateway.Start();

        var first = await Audit(folder, gateway);
        var second = await Audit(folder, other);

        Assert.Equal((ExitCode.Fine, ExitCode.InvariantBroken), (first, second));
    }

    [Fact]
    public async Task Run_mixed_people_do_all_that_people_do_and_every_promise_is_kept()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();
        await File.WriteAllTextAsync(folder["scenario.json"], """
            {"workload":"Mixed","rate":400,"duration":"250ms","warmUp":"0s","blocks":4,"slots":20,"patients":100,"seed":7,
            "people":{"thinkSeconds":0.01,"hold":0.6,"doubleClick":0.3,"giveUp":0.2,"reschedule":0.3,"cancel":0.3,"look":0.5}}
            """);

        var code = await Program.Run(
        [
            "run", folder["scenario.json"], "--target", gateway.Address.ToString(), "--signing-key", Key(folder),
            "--out", folder.Path, "--quiet", "--threshold", "error.count<1",
        ]);

        var summary = folder.Files.ReadSummary();
        Assert.Equal(ExitCode.Fine, code);
        Assert.Equal(Enum.GetValues<Act>().Order(), summary.Operations.Select(each => each.Act).Distinct().Order());
        Assert.Equal(gateway.Entries.Count(entry => entry.IsLive), summary.Audit!.Appointments);
        Assert.Equal(80 - summary.Audit.Appointments, summary.Slots!.Left);
    }

    [Theory]
    [InlineData("browse", "Search", "Found", 100)]
    [InlineData("move", "Reschedule", "Won", 100)]
    public async Task Run_other_workloads_get_what_they_ask_for(string workload, string act, string outcome, int count)
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();

        var code = await Program.Run(
        [
            "run", workload, "--target", gateway.Address.ToString(), "--signing-key", Key(folder), "--out", folder.Path,
            "--arrivals", "constant", "--rate", "400", "--duration", "250ms", "--warm-up", "0s", "--blocks", "4",
            "--slots", "20", "--patients", "20", "--connections", "2", "--quiet",
        ]);

        var done = Assert.Single(folder.Files.ReadSummary().Operations);
        Assert.Equal(ExitCode.Fine, code);
        Assert.Equal((act, outcome), (done.Act.ToString(), done.Outcome.ToString()));
        Assert.Equal(count, done.Count);
    }

    [Fact]
    public async Task Run_seed_that_was_used_up_is_refused_before_anybody_is_accused()
    {
        using var folder = new ResultFolder();
        await using var gateway = await FakeGateway.Start();
        await Run(gateway, folder);

        Assert.Equal(ExitCode.Usage, await Run(gateway, folder));
    }

    /// <summary>
    /// Ten people want each of ten slots. They ask one after the other, so that nobody can be refused for who comes
    /// later.
    /// </summary>
    internal static Task<int> Run(FakeGateway gateway, ResultFolder folder, params string[] more) => Program.Run(
    [
        "run", "rush", "--target", gateway.Address.ToString(), "--signing-key", Key(folder), "--out", folder.Path,
            "--seed", "7",
        "--rate", "400", "--duration", "250ms", "--warm-up", "0s", "--blocks", "2", "--slots", "5",
        "--patients", "20", "--connections", "1", "--arrivals", "constant", "--quiet", .. more,
    ]);

    private static Task<int> Audit(ResultFolder folder, FakeGateway gateway) => Program.Run(
    [
        "audit", folder.Path, "--target", gateway.Address.ToString(), "--signing-key", Key(folder), "--quiet",
    ]);

    private static string Key(ResultFolder folder)
    {
        File.WriteAllText(folder["key"], Convert.ToBase64String(new byte[32]));
        return folder["key"];
    }
}
