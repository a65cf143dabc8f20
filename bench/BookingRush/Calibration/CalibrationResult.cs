namespace Scheduling.BookingRush;

/// <summary>What the generator itself can do on this machine.</summary>
/// <param name="PerCore">Requests per second of processor time.</param>
/// <param name="Highest">Requests per second in a closed run.</param>
/// <param name="OpenRate">Arrivals per second of the open run.</param>
/// <param name="Late">How late that one was.</param>
/// <param name="Latency">What it measured, from the intended time.</param>
internal sealed record CalibrationResult(
    double PerCore, double Highest, double OpenRate, Distribution Late, Distribution Latency)
{
    /// <summary>Runs the whole way of a booking, history included, against something that answers at once.</summary>
    /// <param name="responder">Where it listens.</param>
    /// <param name="each">How long each of the runs takes.</param>
    /// <param name="connections">How many.</param>
    /// <param name="rate">Of the open run; nothing: a quarter of the highest.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<CalibrationResult> Measure(
        Uri responder, TimeSpan each, int connections, double? rate, TimeProvider time, CancellationToken stop)
    {
        var said = new ScenarioFile
        {
            Workload = WorkloadKind.Rush,
            Connections = connections,
            Duration = Lengths.Text(each),
            WarmUp = "0s",
            Blocks = 100,
            Slots = 100,
            Patients = 10_000,
        };
        var closed = (said with { Arrivals = ArrivalShape.Closed }).Resolve();
        await Run(closed with { Duration = each / 2 }, responder, time, stop);
        var (fast, cpu) = await Run(closed, responder, time, stop);
        var highest = fast.Totals.Sent / fast.Elapsed.TotalSeconds;
        var open = (said with { Arrivals = ArrivalShape.Constant, Rate = rate ?? Math.Floor(highest / 4) }).Resolve();
        var (even, _) = await Run(open, responder, time, stop);
        return new CalibrationResult(
            fast.Totals.Sent / cpu.TotalSeconds, highest, open.Rate, Distributions.Of(even.Late),
            Distributions.Of(even.Latency.Of(Outcome.Won)));
    }

    private static async Task<(Recording Recording, TimeSpan Cpu)> Run(
        Scenario scenario, Uri responder, TimeProvider time, CancellationToken stop)
    {
        var plan = new Plan(0, Plan.DayAfterTomorrow(time), scenario.SlotMinutes);
        var bodies = new Bodies(plan, scenario.Hospital.ServiceTypeId);
        var requests = new Requests(bodies, Guid.NewGuid(), PhaseName.Run, HasKeys: true);
        var recording = new Recording(new SlotBoard(scenario.Main, scenario.Slots, scenario.Capacity), time);
        await using var history = new HistoryWriter(Stream.Null, plan, 0, time);
        var tokens =
            new MintedTokens(new Tokens(new byte[32], time), scenario.Hospital.Id, plan, scenario.Auditor + 1, time);
        var arrivals = ArrivalTimes.Of(
            scenario.Arrivals, scenario.Rate, scenario.Duration.TotalSeconds, new Random(1));
        var workload = new BookingWorkload(scenario, scenario.Main, requests, Share.Whole, 0);
        var before = ProcessorTime.Own;
        await new Generator([responder], scenario, plan, tokens, history, time).Run(
            new Phase(PhaseName.Run, workload, arrivals, scenario.IsClosed, scenario.Duration), recording, stop);
        return (recording, ProcessorTime.Own - before);
    }
}
