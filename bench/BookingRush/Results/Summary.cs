using System.Text.Json.Serialization;

namespace Scheduling.BookingRush;

/// <summary>What decides a run; written before it begins, so that even one that was killed can be audited.</summary>
internal sealed record Setting
{
    public required Scenario Scenario { get; init; }

    public required int Seed { get; init; }

    public required DateTimeOffset Day { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>This generator's part, as <c>1/4</c>.</summary>
    public required string Worker { get; init; }

    public required IReadOnlyList<Uri> Targets { get; init; }

    [JsonIgnore]
    public Plan Plan => new(Seed, Day, Scenario.SlotMinutes);

    [JsonIgnore]
    public Share Share => BookingRush.Share.Parse(Worker)!.Value;
}

/// <summary>
/// The result of a run: <c>summary.json</c>; its form is <c>summary.schema.json</c>. Latencies are in milliseconds,
/// rates per second.
/// </summary>
internal sealed record Summary
{
    public const int CurrentVersion = 1;

    /// <summary>Raised when a member is removed or changes its meaning.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required Setting Setting { get; init; }

    public required Machine Machine { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>How long the measured phase took.</summary>
    public required double Seconds { get; init; }

    public required bool Interrupted { get; init; }

    public required CountSummary Counts { get; init; }

    public required IReadOnlyDictionary<Outcome, OutcomeSummary> Outcomes { get; init; }

    public required IReadOnlyList<ActSummary> Operations { get; init; }

    /// <summary>Answers by HTTP status; 0: none.</summary>
    public required IReadOnlyDictionary<int, long> Statuses { get; init; }

    /// <summary>Some of the answers that nobody expected.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    public required GeneratorSummary Generator { get; init; }

    /// <summary>Seconds of processor time, by the names that <c>--process</c> gave; their children's included.</summary>
    public IReadOnlyDictionary<string, double>? Processes { get; init; }

    public SlotSummary? Slots { get; init; }

    public required IReadOnlyList<Second> Series { get; init; }

    public AuditResult? Audit { get; init; }

    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required int ExitCode { get; init; }
}

internal sealed record CountSummary
{
    /// <summary>Visitors that came, or should have been sent.</summary>
    public required long Offered { get; init; }

    /// <summary>Requests, tries that were repeated included.</summary>
    public required long Sent { get; init; }

    public required long Retried { get; init; }

    /// <summary>Visitors that the generator could not keep in line.</summary>
    public required long NotSent { get; init; }

    /// <summary>Visitors for whom the workload had nothing left to ask for.</summary>
    public required long NothingLeft { get; init; }
}

internal sealed record OutcomeSummary
{
    public required long Count { get; init; }

    public required double PerSecond { get; init; }

    /// <summary>From the intended time: what people wait.</summary>
    public required Distribution Latency { get; init; }

    /// <summary>From the moment of sending: what the gateway takes.</summary>
    public required Distribution Service { get; init; }
}

/// <summary>In milliseconds.</summary>
internal sealed record Distribution
{
    public required double Mean { get; init; }

    public required double P50 { get; init; }

    public required double P90 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    public required double Max { get; init; }

    /// <summary>The histogram itself: pairs of microseconds and count, which can be added up.</summary>
    public required IReadOnlyList<long[]> Recorded { get; init; }
}

internal sealed record ActSummary(Act Act, Outcome Outcome, long Count);

internal sealed record GeneratorSummary
{
    /// <summary>Whether the next visitor came when a connection was free, instead of at a set time.</summary>
    public required bool IsClosed { get; init; }

    public required double CpuSeconds { get; init; }

    /// <summary>Of all cores of its machine, from 0 to 1.</summary>
    public required double CpuShare { get; init; }

    /// <summary>How late it sent although a connection was free.</summary>
    public required Distribution Late { get; init; }

    /// <summary>Part of the requests for which every connection was busy when they were due, from 0 to 1.</summary>
    public required double WaitedShare { get; init; }

    /// <summary>Microseconds of the gateway's processor time per request, where it was started here.</summary>
    public double? GatewayCpuPerRequest { get; init; }
}

internal sealed record SlotSummary
{
    public required long Total { get; init; }

    public required long Left { get; init; }

    /// <summary>How many of the winners were the first to ask for their slot, the second and so on.</summary>
    public required IReadOnlyList<long> WinnersByOrder { get; init; }
}

internal sealed record ThresholdResult(string Text, double? Actual, bool IsKept);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(Setting))]
internal sealed partial class SummaryJson : JsonSerializerContext;
