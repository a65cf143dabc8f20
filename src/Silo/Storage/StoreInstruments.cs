using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Scheduling.Grains;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage;

/// <summary>What a store counts and traces. Times are in seconds.</summary>
internal static class StoreInstruments
{
    /// <summary>Of the meter, and of the source of traces.</summary>
    public const string Name = "Scheduling.Silo";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly ConditionalWeakTable<CommitQueue, object> Queues = [];
    private static readonly object Watched = new();

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
            [0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    };

    private static readonly InstrumentAdvice<long> Sizes = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 150, 200, 250, 300, 500],
    };

    private static readonly Histogram<long> GroupRows = Meter.CreateHistogram(
        "scheduling.commit.group.rows", "{row}", "Changes of appointments that were committed together.", [], Sizes);

    private static readonly Histogram<double> GroupDuration = Meter.CreateHistogram(
        "scheduling.commit.group.duration", "s", "How long the database took for a group.", [], Seconds);

    private static readonly Counter<long> FencesLost = Meter.CreateCounter<long>(
        "scheduling.fences.lost", "{fence}", "Commits of a version that was not the stored one any more.");

    private static readonly Histogram<long> LoadsGathered = Meter.CreateHistogram(
        "scheduling.loads.gathered", "{load}", "Loads that were read together.", [], Sizes);

    private static readonly Histogram<double> LoadsDuration = Meter.CreateHistogram(
        "scheduling.loads.duration", "s", "How long the database took to read them.", [], Seconds);

    static StoreInstruments() => Meter.CreateObservableGauge(
        "scheduling.commit.queue.rows", Waiting, "{row}", "Changes that wait for their group.");

    /// <summary>A count is told from the first time on that something is added, be it nothing.</summary>
    public static void StartAtZero()
    {
        Instruments.StartAtZero();
        foreach (var fence in (string[])["block", "patient", "appointment"])
        {
            FencesLost.Add(0, new KeyValuePair<string, object?>("fence", fence));
        }
    }

    /// <summary>Counts what waits in a queue for as long as it lives.</summary>
    public static void Watch(CommitQueue queue) => Queues.Add(queue, Watched);

    /// <inheritdoc cref="Instruments.StartCommit"/>
    public static Activity? StartGroup(ImmutableArray<PreparedCommit> group) => Source.HasListeners()
        ? Traces.StartShared(Source, "commit group", group.Select(commit => commit.Trace))
        : null;

    /// <param name="group">What was sent.</param>
    /// <param name="duration">From sending it to its answer, or to the fault.</param>
    /// <param name="result"><c>done</c>; <c>unavailable</c>: nothing was written; <c>unknown</c>.</param>
    public static void Committed(ImmutableArray<PreparedCommit> group, TimeSpan duration, string result)
    {
        GroupDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("result", result));
        if (GroupRows.Enabled)
        {
            GroupRows.Record(group.Sum(commit => commit.Commit.Changes.Length));
        }
    }

    /// <summary>A block's fence is lost for all changes of its commit at once, and counts once.</summary>
    public static void CountFences(ImmutableArray<ChangeOutcome> commit)
    {
        if (commit.Contains(ChangeOutcome.BlockLost))
        {
            Lost("block", 1);
            return;
        }

        Lost("patient", commit.Count(outcome => outcome == ChangeOutcome.PatientLost));
        Lost("appointment", commit.Count(outcome => outcome == ChangeOutcome.AppointmentLost));
    }

    public static void Loaded(int loads, TimeSpan duration)
    {
        LoadsGathered.Record(loads);
        LoadsDuration.Record(duration.TotalSeconds);
    }

    private static void Lost(string fence, int count)
    {
        if (count > 0)
        {
            FencesLost.Add(count, new KeyValuePair<string, object?>("fence", fence));
        }
    }

    private static long Waiting() => Queues.Sum(watched => (long)watched.Key.WaitingRows);
}
