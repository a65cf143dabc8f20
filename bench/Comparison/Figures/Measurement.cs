using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>What one contestant did in one exercise of one round.</summary>
internal sealed record Measurement
{
    /// <summary>The load generator among those whose processor time is told.</summary>
    public const string Generator = "generator";

    public required int Round { get; init; }

    public required Contestant Contestant { get; init; }

    public required Exercise Exercise { get; init; }

    /// <summary>Requests per second that got what they asked for, or were told that it is taken.</summary>
    public required double Rate { get; init; }

    public required long Sent { get; init; }

    public required double Seconds { get; init; }

    /// <summary>What people waited, by what became of them.</summary>
    public required IReadOnlyDictionary<Outcome, Wait> Waits { get; init; }

    /// <summary>Microseconds of processor time per request, by process.</summary>
    public required IReadOnlyDictionary<string, double> Cpu { get; init; }

    /// <summary>How late the generator sent, in milliseconds.</summary>
    public required double LateP99 { get; init; }

    public long? SlotsLeft { get; init; }

    /// <summary>Nothing where nobody looked.</summary>
    public long? PromisesBroken { get; init; }

    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>Of the machine, before.</summary>
    public double? Load { get; init; }

    public static Measurement Of(int round, Contestant contestant, Exercise exercise, Summary summary) => new()
    {
        Round = round,
        Contestant = contestant,
        Exercise = exercise,
        Rate = summary.Outcomes.Where(each => IsAnswer(each.Key)).Sum(each => each.Value.PerSecond),
        Sent = summary.Counts.Sent,
        Seconds = summary.Seconds,
        Waits = summary.Outcomes.ToDictionary(
            each => each.Key,
            each => new Wait(each.Value.Count, each.Value.Latency.P50, each.Value.Latency.P99)),
        Cpu = summary.Processes!.Append(new(Generator, summary.Generator.CpuSeconds)).ToDictionary(
            each => each.Key, each => Math.Round(each.Value * 1e6 / Math.Max(1, summary.Counts.Sent), 1)),
        LateP99 = summary.Generator.Late.P99,
        SlotsLeft = summary.Slots?.Left,
        PromisesBroken = summary.Audit?.Broken,
        Complaints = [.. Faults(summary)],
        Load = summary.Machine.LoadBefore,
    };

    private static bool IsAnswer(Outcome outcome) => outcome switch
    {
        Outcome.Won or Outcome.Taken or Outcome.Found => true,
        Outcome.Shed or Outcome.InDoubt or Outcome.Error => false,
    };

    private static IEnumerable<string> Faults(Summary summary) =>
        (summary.Audit?.Rules ?? []).SelectMany(rule => rule.Faults).Concat(summary.Complaints);
}

/// <summary>Milliseconds from the intended time.</summary>
internal sealed record Wait(long Count, double P50, double P99);
