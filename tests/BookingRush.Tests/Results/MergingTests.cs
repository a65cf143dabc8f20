using System.Text.Json;

namespace Scheduling.BookingRush.Tests;

public sealed class MergingTests
{
    [Fact]
    public void Of_workers_counts_add_up_and_percentiles_are_those_of_all()
    {
        var slow = Samples.Summary("2/2") with
        {
            Outcomes = new Dictionary<Outcome, OutcomeSummary>
            {
                [Outcome.Won] =
                    new()
                    {
                        Count = 1_000,
                        PerSecond = 100,
                        Latency = Samples.Distribution(200),
                        Service = Samples.Distribution(2)
                    },
            }
        };

        var merged = Merging.Of([Samples.Summary("1/2"), slow]);

        var won = merged.Outcomes[Outcome.Won];
        Assert.Equal((2_000, 200.0), (won.Count, won.PerSecond));
        Assert.Equal(30, won.Latency.P50, 1.0);
        Assert.Equal(200, won.Latency.P90, 1.0);
        Assert.Equal(2_000, merged.Counts.Sent);
        Assert.Equal(200, merged.Series[0].Won);
        Assert.Equal([1_800, 200], merged.Slots!.WinnersByOrder);
        Assert.Equal((2_000, 0), (merged.Slots.Total, merged.Slots.Left));
        Assert.Equal(1_800, merged.Series[0].SlotsLeft);
        Assert.Equal(Share.Whole, merged.Setting.Share);
    }

    [Fact]
    public void Of_workers_that_do_not_belong_together_is_refused()
    {
        var first = Samples.Summary("1/2");
        var otherSeed = Samples.Summary("2/2") with { Setting = Samples.Summary("2/2").Setting with { Seed = 8 } };

        Assert.Throws<UsageException>(() => Merging.Of([first, otherSeed]));
        Assert.Throws<UsageException>(() => Merging.Of([first, first]));
        Assert.Throws<UsageException>(() => Merging.Of([first]));
    }

    [Fact]
    public async Task Merge_workers_of_one_gateway_are_audited_as_one()
    {
        using var all = new ResultFolder();
        await using var gateway = await FakeGateway.Start();
        string[] folders = [all["1"], all["2"]];
        foreach (var (folder, i) in folders.Select((folder, i) => (folder, i)))
        {
            Assert.Equal(ExitCode.Fine, await Program.Run(
            [
                "run", "rush", "--target", gateway.Address.ToString(), "--signing-key", Key(all), "--out", folder,
                    "--seed", "7",
                "--rate", "400", "--duration", "250ms", "--warm-up", "0s", "--blocks", "2", "--slots", "5",
                    "--patients", "20",
                "--worker", $"{i + 1}/2", "--connections", "4", "--quiet",
            ]));
        }

        var code = await Program.Run(
        [
            "merge", .. folders, "--out", all["merged"], "--target", gateway.Address.ToString(), "--signing-key",
                Key(all), "--quiet",
        ]);

        var merged = ResultFiles.ReadSummary(all["merged"]);
        Assert.Equal(ExitCode.Fine, code);
        Assert.Equal(10, merged.Outcomes[Outcome.Won].Count);
        Assert.All(merged.Audit!.Rules, rule => Assert.Null(rule.Note));
        var history = HistoryReader.Read(Path.Combine(all["merged"], "history.jsonl")).ToList();
        Assert.Equal([0, 1], history.Select(line => line.Worker).Distinct().Order());
        Assert.Empty(Patients(history, 0).Intersect(Patients(history, 1)));
    }

    [Fact]
    public async Task Compare_tells_what_became_worse()
    {
        using var folder = new ResultFolder();
        var slower = Samples.Summary() with
        {
            Outcomes = new Dictionary<Outcome, OutcomeSummary>
            {
                [Outcome.Won] =
                    new()
                    {
                        Count = 1_000,
                        PerSecond = 80,
                        Latency = Samples.Distribution(30),
                        Service = Samples.Distribution(2)
                    },
            }
        };
        await Write(folder["old.json"], Samples.Summary());
        await Write(folder["new.json"], slower);

        Assert.Equal(ExitCode.Fine, await Program.Run(["compare", folder["old.json"], folder["new.json"]]));
        Assert.Equal(
            ExitCode.ThresholdFailed,
                await Program.Run(["compare", folder["old.json"], folder["new.json"], "--tolerance", "10"]));
        Assert.Equal(
            ExitCode.Fine, await Program.Run(["compare", folder["old.json"], folder["new.json"], "--tolerance", "60"]));
        Assert.Equal(
            ExitCode.Fine, await Program.Run(["compare", folder["new.json"], folder["old.json"], "--tolerance", "1"]));
        var rate = Comparison.Of(Samples.Summary(), slower).Single(figure => figure.Name == "won per second");
        Assert.Equal(-0.2, rate.Change!.Value, 0.001);
        Assert.True(rate.IsWorse(0.1));
    }

    [Fact]
    public async Task Compare_another_version_is_refused()
    {
        using var folder = new ResultFolder();
        await Write(folder["old.json"], Samples.Summary() with { Version = 99 });

        Assert.Equal(ExitCode.Usage, await Program.Run(["compare", folder["old.json"], folder["old.json"]]));
    }

    private static IEnumerable<Guid> Patients(IEnumerable<Operation> history, int worker) =>
        history.Where(line => line.Worker == worker && line.Phase == PhaseName.Run).Select(line => line.Patient)
            .Distinct();

    private static Task Write(string path, Summary summary) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(summary, SummaryJson.Default.Summary));

    private static string Key(ResultFolder folder)
    {
        File.WriteAllText(folder["key"], Convert.ToBase64String(new byte[32]));
        return folder["key"];
    }
}
