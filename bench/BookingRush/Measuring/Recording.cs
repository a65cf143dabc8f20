using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>Everything that is counted in a phase.</summary>
internal sealed class Recording(SlotBoard? slots, TimeProvider time)
{
    private readonly Lock access = new();
    private readonly Latencies interval = new();
    private readonly LongHistogram intervalLate = Latencies.Empty();
    private readonly long[,] counts = new long[Enum.GetValues<Act>().Length, Latencies.Outcomes.Count];
    private readonly List<string> complaints = [];
    private readonly HashSet<(Act Act, int Status, int Code)> complained = [];
    private readonly Dictionary<int, long> statuses = [];
    private Totals last;
    private Totals totals;

    /// <summary>From the intended time.</summary>
    public Latencies Latency { get; } = new();

    /// <summary>From when it was sent.</summary>
    public Latencies Service { get; } = new();

    /// <summary>How late the generator was although a connection was free.</summary>
    public LongHistogram Late { get; } = Latencies.Empty();

    public Series Series { get; } = new();

    public long Began { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public SlotBoard? Slots => slots;

    /// <summary>Some of the answers that nobody expected.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Answers by HTTP status; 0: none.</summary>
    public IReadOnlyDictionary<int, long> Statuses => statuses;

    public Totals Totals
    {
        get
        {
            lock (access)
            {
                return totals;
            }
        }
    }

    /// <summary>As they were at the end of the last second.</summary>
    public Totals TotalsAtTick => last;

    public void Begin(long now) => Began = now;

    public void End(long now) => Elapsed = time.GetElapsedTime(Began, now);

    public void Offered() => Change(ref totals.Offered);

    /// <summary>The line was too long.</summary>
    public void NotSent() => Change(ref totals.NotSent);

    /// <summary>The workload had nothing left to ask for.</summary>
    public void NothingLeft() => Change(ref totals.NothingLeft);

    /// <returns>How many had asked for the same slot before.</returns>
    public int Asked(Step step)
    {
        if (slots is null || step.Act is not Act.Book || step.Retries > 0)
        {
            return 0;
        }

        lock (access)
        {
            return slots.Ask(step.Attempt);
        }
    }

    public long Count(Act act, Outcome outcome) => counts[(int)act - 1, (int)outcome - 1];

    public void Add(in Sample sample)
    {
        var outcome = sample.Heard.Outcome;
        lock (access)
        {
            totals.Sent++;
            totals.Waited += sample.Waited ? 1 : 0;
            statuses[sample.Heard.Status] = statuses.GetValueOrDefault(sample.Heard.Status) + 1;
            AddLateness(sample);
            if (sample.IsRetried)
            {
                totals.Retried++;
                return;
            }

            AddOutcome(sample, outcome);
            var latency = time.GetElapsedTime(sample.Intended, sample.Answered);
            Latency.Record(outcome, latency);
            interval.Record(outcome, latency);
            Service.Record(outcome, time.GetElapsedTime(sample.Sent, sample.Answered));
        }
    }

    /// <summary>Ends the current second.</summary>
    public Second Tick()
    {
        lock (access)
        {
            var second = new Second
            {
                At = time.GetElapsedTime(Began).TotalSeconds,
                Offered = totals.Offered - last.Offered,
                Sent = totals.Sent - last.Sent,
                Won = totals.Won - last.Won,
                Taken = totals.Taken - last.Taken,
                Shed = totals.Shed - last.Shed,
                InDoubt = totals.InDoubt - last.InDoubt,
                Error = totals.Error - last.Error,
                Found = totals.Found - last.Found,
                SlotsLeft = slots?.Left,
                Latency = Latencies.Outcomes.Where(outcome => interval.Of(outcome).TotalCount > 0)
                    .ToDictionary(outcome => outcome, outcome => Quantiles(interval.Of(outcome))),
                Late = Milliseconds(intervalLate, 99),
            };
            last = totals;
            interval.Reset();
            intervalLate.Reset();
            Series.Add(second);
            return second;
        }
    }

    public static double Milliseconds(LongHistogram histogram, double percentile) =>
        histogram.TotalCount == 0 ? 0 : histogram.GetValueAtPercentile(percentile) / 1000.0;

    private static Quantiles Quantiles(LongHistogram histogram) =>
        new(Milliseconds(histogram, 50), Milliseconds(histogram, 99));

    private void AddLateness(in Sample sample)
    {
        if (sample.Late is { } late)
        {
            var lateness = time.GetElapsedTime(0, Math.Max(0, late));
            Latencies.Record(Late, lateness);
            Latencies.Record(intervalLate, lateness);
        }
    }

    private void AddOutcome(in Sample sample, Outcome outcome)
    {
        counts[(int)sample.Step.Act - 1, (int)outcome - 1]++;
        totals.Add(outcome);
        if (outcome == Outcome.Won && sample.Step.Act == Act.Book)
        {
            slots?.Sell(sample.Order);
        }
        else if (outcome == Outcome.Won && sample.Step.Act == Act.Cancel)
        {
            slots?.Free();
        }

        if (outcome == Outcome.Error && complaints.Count < 10 && sample.Heard is { Complaint: { } complaint } heard
            && complained.Add((sample.Step.Act, heard.Status, heard.Code)))
        {
            complaints.Add(complaint);
        }
    }

    private void Change(ref long number)
    {
        lock (access)
        {
            number++;
        }
    }
}

/// <summary>Counted since the beginning of a phase.</summary>
internal struct Totals
{
    public long Offered;
    public long Sent;
    public long Retried;
    public long NotSent;
    public long NothingLeft;
    public long Waited;
    public long Won;
    public long Taken;
    public long Shed;
    public long InDoubt;
    public long Error;
    public long Found;

    public void Add(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Won: Won++; break;
            case Outcome.Taken: Taken++; break;
            case Outcome.Shed: Shed++; break;
            case Outcome.InDoubt: InDoubt++; break;
            case Outcome.Error: Error++; break;
            case Outcome.Found: Found++; break;
        }
    }
}
