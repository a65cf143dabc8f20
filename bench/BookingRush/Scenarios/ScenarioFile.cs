using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.BookingRush;

/// <summary>
/// What somebody said of a run: in a file (its form is <c>scenario.schema.json</c>) or on the command line. What is
/// not said
/// follows from the workload.
/// </summary>
internal sealed record ScenarioFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Name { get; init; }

    public WorkloadKind? Workload { get; init; }

    public int? Seed { get; init; }

    public ArrivalShape? Arrivals { get; init; }

    public double? Rate { get; init; }

    public string? Duration { get; init; }

    public string? WarmUp { get; init; }

    public int? Connections { get; init; }

    public int? Blocks { get; init; }

    public int? Slots { get; init; }

    public int? SlotMinutes { get; init; }

    public int? Capacity { get; init; }

    public int? Patients { get; init; }

    public double? Skew { get; init; }

    public int? Retry { get; init; }

    public bool? IdempotencyKeys { get; init; }

    public string? Timeout { get; init; }

    public IReadOnlyList<string>? Thresholds { get; init; }

    public PeopleHabits? People { get; init; }

    public HospitalChoice? Hospital { get; init; }

    /// <exception cref="UsageException">It cannot be read as a scenario.</exception>
    public static ScenarioFile Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ScenarioJson.Default.ScenarioFile)
                ?? throw new UsageException($"{path}: an object is expected.");
        }
        catch (JsonException fault)
        {
            throw new UsageException($"{path}: {fault.Message}");
        }
        catch (IOException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>This, and where it says nothing the other.</summary>
    public ScenarioFile Over(ScenarioFile other) => new()
    {
        Name = Name ?? other.Name,
        Workload = Workload ?? other.Workload,
        Seed = Seed ?? other.Seed,
        Arrivals = Arrivals ?? other.Arrivals,
        Rate = Rate ?? other.Rate,
        Duration = Duration ?? other.Duration,
        WarmUp = WarmUp ?? other.WarmUp,
        Connections = Connections ?? other.Connections,
        Blocks = Blocks ?? other.Blocks,
        Slots = Slots ?? other.Slots,
        SlotMinutes = SlotMinutes ?? other.SlotMinutes,
        Capacity = Capacity ?? other.Capacity,
        Patients = Patients ?? other.Patients,
        Skew = Skew ?? other.Skew,
        Retry = Retry ?? other.Retry,
        IdempotencyKeys = IdempotencyKeys ?? other.IdempotencyKeys,
        Timeout = Timeout ?? other.Timeout,
        Thresholds = Thresholds is { Count: > 0 } ? Thresholds : other.Thresholds,
        People = People ?? other.People,
        Hospital = Hospital ?? other.Hospital,
    };
}

/// <summary>Unknown members are refused: a misspelt option must not silently do nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(ScenarioFile))]
internal sealed partial class ScenarioJson : JsonSerializerContext;

/// <summary>What was asked for makes no sense; the message says what.</summary>
internal sealed class UsageException(string message) : Exception(message);
