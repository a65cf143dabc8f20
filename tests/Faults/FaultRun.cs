using Scheduling.BookingRush;
using Scheduling.Faults.Findings;
using Scheduling.Faults.Injection;
using Scheduling.Faults.Plans;
using Scheduling.Faults.Topology;

namespace Scheduling.Faults;

/// <summary>One seed: a new cluster, a rush, the faults of its plan, and the judgement.</summary>
internal sealed class FaultRun(int seed, RunOptions options, TextWriter output)
{
    private static readonly WorkloadKind[] Workloads =
        [WorkloadKind.Mixed, WorkloadKind.Mixed, WorkloadKind.Book, WorkloadKind.Mixed, WorkloadKind.Move];

    private const int MostImports = 10;
    private const int FewestBlocks = 40;
    private const int Slots = 144;
    private const double SpareBlocks = 1.2;

    /// <summary>Between faults that are kept apart, for what they have left.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenImports = TimeSpan.FromSeconds(2);

    private readonly DirectoryInfo folder = options.Folder.CreateSubdirectory($"seed-{seed}");
    private readonly Terminal terminal = Terminal.Open(isQuiet: true, toError: true);

    /// <exception cref="UsageException">The options make no rush.</exception>
    private readonly Scenario scenario = new ScenarioFile
    {
        Name = "faults",
        Workload = Workloads[seed % Workloads.Length],
        Rate = options.Rate,
        Duration = Lengths.Text(options.Length),
        WarmUp = "0s",
        Connections = 64,
        Blocks = Blocks(options),
        Slots = Slots,
        Retry = 1,
        Timeout = "6s",
    }.Resolve();

    /// <summary>People and blocks of BookingRush have seeds of their own, which are fewer.</summary>
    private int RushSeed => seed % (Plan.LargestSeed + 1);

    public async Task<RunVerdict> Go(CancellationToken stop)
    {
        var clock = new EpochClock(TimeProvider.System);
        await using var cluster = await FaultyCluster.Start(folder.FullName, options, clock);
        var choice = new AccessChoice(null, null, cluster.SigningKey, null);
        await Prepare(cluster, choice, stop);
        var began = clock.At(TimeProvider.System.GetTimestamp());
        var rush = new RushRun(Request(cluster, choice), terminal, TimeProvider.System).Run(stop, stop);
        var reports = await Inject(cluster, clock, rush);
        await rush;
        await cluster.Heal();
        return await Judge(cluster, choice, reports, began, stop);
    }

    /// <summary>So many that somebody finds a free one until the end; an even number, because moves go between two.</summary>
    private static int Blocks(RunOptions options)
    {
        var needed = (int)(SpareBlocks * options.Rate * options.Length.TotalSeconds / Slots);
        return Math.Max(FewestBlocks, needed + (needed % 2));
    }

    private async Task Prepare(FaultyCluster cluster, AccessChoice choice, CancellationToken stop)
    {
        using var http = JsonCalls.Client(cluster.Address);
        var plan = new Plan(RushSeed, Plan.DayAfterTomorrow(TimeProvider.System), scenario.SlotMinutes);
        var access = choice.Open([cluster.Address], plan, scenario, http, TimeProvider.System);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await new Preparation(http, terminal, TimeProvider.System).Import(plan, scenario, access, stop);
                return;
            }
            catch (RefusedException refusal) when (refusal.Status == 503 && tries < MostImports)
            {
                // Processes that have just started may be too slow for it; what was imported is no harm.
                await Injector.Wait(BetweenImports);
            }
        }
    }

    private RunRequest Request(FaultyCluster cluster, AccessChoice choice) => new()
    {
        Scenario = scenario,
        Seed = RushSeed,
        Targets = [cluster.Address],
        Access = choice,
        Share = Share.Whole,
        Out = folder,
        Database = cluster.Database.Address.ConnectionString,
        IsPrepared = true,
        IsAudited = false,
    };

    private async Task<IReadOnlyList<FaultReport>> Inject(FaultyCluster cluster, EpochClock clock, Task rush)
    {
        var injector = new Injector(cluster, clock);
        var began = TimeProvider.System.GetTimestamp();
        var underWay = new List<Task<FaultReport>>();
        foreach (var fault in FaultPlan.Of(seed, options.Length))
        {
            if (options.IsApart)
            {
                await Task.WhenAny(Calm(cluster, underWay), rush);
            }
            else if (fault.At - TimeProvider.System.GetElapsedTime(began) is var wait && wait > TimeSpan.Zero)
            {
                await Task.WhenAny(Injector.Wait(wait), rush);
            }

            if (rush.IsCompleted || TimeProvider.System.GetElapsedTime(began) > options.Length - FaultPlan.QuietEnd)
            {
                break;
            }

            underWay.Add(injector.Inject(fault));
        }

        return await Task.WhenAll(underWay);
    }

    private static async Task Calm(FaultyCluster cluster, IReadOnlyList<Task<FaultReport>> underWay)
    {
        await Task.WhenAll(underWay);
        await cluster.Heal();
        await Injector.Wait(Quiet);
    }

    private async Task<RunVerdict> Judge(
        FaultyCluster cluster, AccessChoice choice, IReadOnlyList<FaultReport> reports, long began,
        CancellationToken stop)
    {
        var files = new ResultFiles(folder);
        var database = cluster.Database.Address.ConnectionString;
        var summary = await AuditCommand.Audit(files, [cluster.Address], choice, database, stop);
        var histories = JudgedHistories.Read([files]);
        var judgement = histories.Judge(await histories.End(database, stop), TimeSpan.FromMilliseconds(1));
        var rush = new Rush(HistoryReader.Read(files.History));
        var nobody = cluster.Absences.OfAll([.. cluster.Silos.Select(silo => silo.Name)]);
        var outages = new Outages(rush, reports, nobody);
        var verdict = new RunVerdict
        {
            Seed = seed,
            Folder = folder,
            Landings = [.. reports.Select(report => new Landing(report, rush, outages.Of(report), began))],
            Deaths = [.. cluster.Deaths],
            NobodyFor = nobody.Sum(each => each.Until - each.From) / 1e6,
            Operations = rush.All.Count,
            Doubts = rush.Doubts,
            Unexpected = rush.Unexpected,
            Audit = summary.Audit!,
            Judgement = judgement,
        };
        verdict.Tell(output);
        await using var report = File.CreateText(Path.Combine(folder.FullName, "faults.txt"));
        verdict.Tell(report);
        return verdict;
    }
}
