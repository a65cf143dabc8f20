namespace Scheduling.BookingRush;

/// <summary>Runs warm-up, set-up and the measured phase one after the other, with somebody watching.</summary>
internal sealed class Phases(
    Setting setting, Target target, IReadOnlyList<WatchedProcess> processes, IPatientTokens tokens,
    HistoryWriter history, Terminal terminal, TimeProvider time)
{
    private readonly Generator generator =
        new(setting.Targets, setting.Scenario, setting.Plan, tokens, history, time);

    private Scenario Scenario => setting.Scenario;

    public async Task<Measured> Run(ResultFiles files, CancellationToken stop)
    {
        if (Scenario.WarmUp > TimeSpan.Zero)
        {
            await WarmUp(stop);
        }

        var workload = Workload(PhaseName.Run, Scenario.Main);
        if (workload is MovingWorkload moving)
        {
            terminal.Report("set-up: everybody books what will be moved");
            await Closed(PhaseName.SetUp, moving.SetUp, stop);
        }

        GC.Collect();
        var recording = new Recording(Board(), time);
        var phase = Phase(PhaseName.Run, workload, Scenario.Duration, Scenario.Arrivals);
        var before = (Own: ProcessorTime.Own, Gateway: ProcessorTime.Of(target.Process));
        var meter = new ProcessorMeter(processes);
        await using (var watching = new Watching(recording, Scenario, files, terminal, time))
        {
            await generator.Run(phase, recording, stop);
        }

        return new Measured(
            recording, ProcessorTime.Own - before.Own, ProcessorTime.Of(target.Process) - before.Gateway, meter.Used());
    }

    private async Task WarmUp(CancellationToken stop)
    {
        terminal.Report($"warm-up: {Lengths.Text(Scenario.WarmUp)} in blocks of its own");
        var workload = Workload(PhaseName.WarmUp, Scenario.WarmUpArea);
        if (workload is MovingWorkload moving)
        {
            await Closed(PhaseName.WarmUp, moving.SetUp, stop);
        }

        var shape = Scenario.IsClosed ? ArrivalShape.Closed : ArrivalShape.Constant;
        await generator.Run(
            Phase(PhaseName.WarmUp, workload, Scenario.WarmUp, shape), new Recording(null, time), stop);
    }

    private Task Closed(PhaseName name, IWorkload workload, CancellationToken stop) => generator.Run(
        new Phase(name, workload, [], IsClosed: true, TimeSpan.MaxValue), new Recording(null, time), stop);

    private Phase Phase(PhaseName name, IWorkload workload, TimeSpan duration, ArrivalShape shape)
    {
        var arrivals = ArrivalTimes.Of(
            shape, Scenario.Rate / setting.Share.Count, duration.TotalSeconds,
            new Random((setting.Seed * 1_000) + setting.Share.Index));
        return new Phase(name, workload, arrivals, Scenario.IsClosed, duration);
    }

    private SlotBoard? Board() => Scenario.Workload == WorkloadKind.Move
        ? null
        : new SlotBoard(Scenario.Main, Scenario.Slots, Scenario.Capacity);

    private IWorkload Workload(PhaseName phase, Area area)
    {
        var (plan, share, seed) = (setting.Plan, setting.Share, setting.Seed);
        var bodies = new Bodies(plan, Scenario.Hospital.ServiceTypeId);
        var requests = new Requests(bodies, setting.RunId, phase, Scenario.IdempotencyKeys);
        return Scenario.Workload switch
        {
            WorkloadKind.Book or WorkloadKind.Hot or WorkloadKind.Rush =>
                new BookingWorkload(Scenario, area, requests, share, seed),
            WorkloadKind.Browse => new BrowsingWorkload(Scenario, area, requests, share, plan),
            WorkloadKind.Move => new MovingWorkload(Scenario, area, requests, share),
            WorkloadKind.Mixed => new MixedWorkload(Scenario, area, requests, share, plan, seed),
        };
    }
}

/// <summary>What a run measured.</summary>
/// <param name="Recording">Of its measured phase.</param>
/// <param name="Own">Processor time of this process meanwhile.</param>
/// <param name="Gateway">Of the gateway, where it was started here; else nothing.</param>
/// <param name="Processes">Seconds of processor time of those who were watched, by name.</param>
internal sealed record Measured(
    Recording Recording, TimeSpan Own, TimeSpan? Gateway, IReadOnlyDictionary<string, double>? Processes);
