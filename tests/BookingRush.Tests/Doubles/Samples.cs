namespace Scheduling.BookingRush.Tests;

/// <summary>Results that nobody had to run for.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Day = new(2030, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <param name="worker">As which of how many.</param>
    /// <param name="outcomes">Every one of them happened a thousand times; nothing: bookings were won.</param>
    public static Summary Summary(string worker = "1/1", params Outcome[] outcomes) => new()
    {
        Setting = new Setting
        {
            Scenario = new ScenarioFile { Workload = WorkloadKind.Rush }.Resolve(),
            Seed = 7,
            Day = Day,
            RunId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Worker = worker,
            Targets = [new Uri("http://127.0.0.1:5080")],
        },
        Machine = Machine.This() with { LoadBefore = 0, Cores = 2 },
        Started = Day,
        Seconds = 10,
        Interrupted = false,
        Counts = new CountSummary { Offered = 1_000, Sent = 1_000, Retried = 0, NotSent = 0, NothingLeft = 0 },
        Outcomes = (outcomes.Length == 0 ? [Outcome.Won] : outcomes).ToDictionary(outcome => outcome, _ => OutcomeOf()),
        Operations = [new ActSummary(Act.Book, Outcome.Won, 1_000)],
        Statuses = new Dictionary<int, long> { [200] = 1_000 },
        Complaints = [],
        Generator = new GeneratorSummary
        {
            IsClosed = false,
            CpuSeconds = 10,
            CpuShare = 0.5,
            Late = Distribution(2),
            WaitedShare = 0,
        },
        Slots = new SlotSummary { Total = 2_000, Left = 1_000, WinnersByOrder = [900, 100] },
        Series = [.. Enumerable.Range(1, 10).Select(at => Second(at, outcomes.Length == 0 ? [Outcome.Won] : outcomes))],
        Audit = null,
        Thresholds = [],
        Warnings = [],
        ExitCode = 0,
    };

    /// <param name="milliseconds">990 of a thousand took this long, or twenty times as long of what people
    /// waited.</param>
    public static Distribution Distribution(double milliseconds)
    {
        var histogram = Latencies.Empty();
        histogram.RecordValueWithCount((long)(milliseconds * 1_000), 995);
        histogram.RecordValueWithCount((long)(milliseconds * 1_500), 5);
        return Distributions.Of(histogram);
    }

    private static OutcomeSummary OutcomeOf() => new()
    {
        Count = 1_000,
        PerSecond = 100,
        Latency = Distribution(20),
        Service = Distribution(2),
    };

    private static Second Second(double at, Outcome[] outcomes) => new()
    {
        At = at,
        Offered = 100,
        Sent = 100,
        Won = 100,
        Taken = 10,
        Shed = 5,
        InDoubt = 2,
        Error = 1,
        Found = 3,
        SlotsLeft = 2_000 - (long)(100 * at),
        Late = 1,
        Latency = outcomes.ToDictionary(outcome => outcome, _ => new Quantiles(20, 30)),
    };
}
