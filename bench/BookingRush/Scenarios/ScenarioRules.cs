namespace Scheduling.BookingRush;

/// <summary>Fills in what nobody said, and refuses what cannot be run.</summary>
internal static class ScenarioRules
{
    /// <summary>How many people want each slot of a rush.</summary>
    public const int Rivals = 50;

    /// <summary>Searches to one booking.</summary>
    public const int SearchesPerBooking = 700;

    private const int MinutesPerDay = 24 * 60;
    private const int MostPatients = 900_000;

    /// <exception cref="UsageException">A value is out of its range.</exception>
    public static Scenario Resolve(this ScenarioFile said)
    {
        var workload = said.Workload ?? throw new UsageException("The scenario names no workload.");
        var rate = Between("rate", said.Rate ?? 1_000, 0.01, 1_000_000);
        var duration = Length("duration", said.Duration ?? "30s", TimeSpan.FromMilliseconds(100));
        var slotMinutes = Between("slotMinutes", said.SlotMinutes ?? 10, 1, MinutesPerDay);
        var attempts = (long)Math.Max(1, rate * duration.TotalSeconds);
        var blocks = Between("blocks", said.Blocks ?? Blocks(workload), 1, 100_000);
        var slots = Between(
            "slots", said.Slots ?? Slots(workload, attempts, blocks, MinutesPerDay / slotMinutes), 1, MinutesPerDay);
        var scenario = new Scenario
        {
            Name = said.Name ?? Text(workload),
            Workload = workload,
            Arrivals = said.Arrivals ?? Arrivals(workload),
            Rate = rate,
            Duration = duration,
            WarmUp = Length("warmUp", said.WarmUp ?? "3s", TimeSpan.Zero),
            Connections = Between("connections", said.Connections ?? 128, 1, 20_000),
            Blocks = blocks,
            Slots = slots,
            SlotMinutes = slotMinutes,
            Capacity = Between("capacity", said.Capacity ?? (workload == WorkloadKind.Hot ? 500 : 1), 1, 500),
            Patients =
                Between("patients", said.Patients ?? Patients(workload, attempts, blocks, slots), 1, MostPatients),
            Skew = Between("skew", said.Skew ?? 0, 0, 10),
            Retry = Between("retry", said.Retry ?? 0, 0, 100),
            IdempotencyKeys = said.IdempotencyKeys ?? true,
            Timeout = Length("timeout", said.Timeout ?? "10s", TimeSpan.FromMilliseconds(100)),
            Thresholds = said.Thresholds ?? [],
            People = Checked(said.People ?? new PeopleHabits()),
            Hospital = said.Hospital ?? HospitalChoice.Demo,
        };
        return Checked(scenario);
    }

    public static string Text(WorkloadKind workload) => workload switch
    {
        WorkloadKind.Book => "book",
        WorkloadKind.Hot => "hot",
        WorkloadKind.Rush => "rush",
        WorkloadKind.Browse => "browse",
        WorkloadKind.Move => "move",
        WorkloadKind.Mixed => "mixed",
    };

    private static ArrivalShape Arrivals(WorkloadKind workload) => workload switch
    {
        WorkloadKind.Rush => ArrivalShape.Spike,
        WorkloadKind.Book or WorkloadKind.Hot or WorkloadKind.Browse or WorkloadKind.Move or WorkloadKind.Mixed =>
            ArrivalShape.Poisson,
    };

    private static int Blocks(WorkloadKind workload) => workload switch
    {
        WorkloadKind.Book => 500,
        WorkloadKind.Hot => 1,
        WorkloadKind.Rush => 20,
        WorkloadKind.Browse or WorkloadKind.Move => 100,
        WorkloadKind.Mixed => 50,
    };

    private static int Slots(WorkloadKind workload, long attempts, int blocks, int most) => workload switch
    {
        WorkloadKind.Book or WorkloadKind.Browse => Math.Min(most, Math.Max(100, PerBlock(attempts, blocks))),
        WorkloadKind.Hot => most,
        WorkloadKind.Rush => Math.Min(most, PerBlock(attempts, blocks * Rivals)),
        WorkloadKind.Move or WorkloadKind.Mixed => Math.Min(most, 48),
    };

    private static int Patients(WorkloadKind workload, long attempts, int blocks, int slots) => (int)Math.Min(
        MostPatients,
        workload switch
        {
            WorkloadKind.Book or WorkloadKind.Hot => Math.Max(blocks, attempts),
            WorkloadKind.Rush => blocks * (long)Math.Max(Rivals, PerBlock(attempts, blocks * slots)),
            WorkloadKind.Browse => Math.Max(1_000, PerBlock(attempts, SearchesPerBooking)),
            WorkloadKind.Move => blocks * (long)slots / 2,
            // A patient may hold three times in a quarter of an hour: everybody comes once.
            WorkloadKind.Mixed => Math.Max(2_000, attempts),
        });

    private static int PerBlock(long attempts, int blocks) =>
        (int)Math.Clamp((attempts + blocks - 1) / blocks, 1, int.MaxValue);

    private static Scenario Checked(Scenario scenario)
    {
        if (scenario.Slots * scenario.SlotMinutes > MinutesPerDay)
        {
            throw new UsageException("slots × slotMinutes: a block lasts 24 hours at most.");
        }

        if (scenario.Workload == WorkloadKind.Move && scenario.Blocks % 2 == 1)
        {
            throw new UsageException("move needs an even number of blocks: people move between two.");
        }

        foreach (var threshold in scenario.Thresholds)
        {
            Threshold.Parse(threshold);
        }

        return scenario;
    }

    private static PeopleHabits Checked(PeopleHabits people)
    {
        Between("people.hold", people.Hold, 0, 1);
        Between("people.thinkSeconds", people.ThinkSeconds, 0, 3_600);
        Between("people.doubleClick", people.DoubleClick, 0, 1);
        Between("people.giveUp", people.GiveUp, 0, 1);
        Between("people.reschedule", people.Reschedule, 0, 1);
        Between("people.cancel", people.Cancel, 0, 1);
        Between("people.look", people.Look, 0, 1);
        return people;
    }

    private static TimeSpan Length(string name, string text, TimeSpan least) =>
        Lengths.Parse(text) is { } length && length >= least && length <= TimeSpan.FromDays(7)
            ? length
            : throw new UsageException(
                $"{name}: {text} is no length of time from {Lengths.Text(least)} to 7 days, such as 500ms, 30s, 5m "
                + "or 1h.");

    private static T Between<T>(string name, T value, T least, T most)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
        ? value
        : throw new UsageException($"{name}: {value} is not between {least} and {most}.");
}
