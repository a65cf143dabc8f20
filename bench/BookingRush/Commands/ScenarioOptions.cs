using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary>What a scenario file says can be said on the command line, too, which then counts.</summary>
internal sealed class ScenarioOptions
{
    private readonly Argument<string> scenario = new("workload")
    {
        Description = "book, hot, rush, browse, move, mixed, or a scenario file.",
    };

    private readonly Option<int?> seed =
        new("--seed") { Description = "From 0 to 1999: all ids follow from it. [random]" };
    private readonly Option<string?> arrivals = new("--arrivals")
    {
        Description = "constant, poisson, spike, ramp; closed: the next when a connection is free.",
    };

    private readonly Option<double?> rate = new("--rate") { Description = "Arrivals per second. [1000]" };
    private readonly Option<string?> duration = new("--duration") { Description = "Such as 30s or 5m. [30s]" };
    private readonly Option<string?> warmUp = new("--warm-up") { Description = "Not measured. [3s]" };
    private readonly Option<int?> connections = new("--connections") { Description = "[128]" };
    private readonly Option<int?> patients = new("--patients");
    private readonly Option<int?> blocks = new("--blocks");
    private readonly Option<int?> slots = new("--slots") { Description = "Slots of a block." };
    private readonly Option<double?> skew =
        new("--skew") { Description = "Zipf exponent of the blocks' popularity. [0]" };
    private readonly Option<int?> retry = new("--retry")
    {
        Description = "Tries after one that was shed, in doubt or not heard, each at the next target. [0]",
    };

    private readonly Option<bool?> keys = new("--idempotency-keys") { Description = "[true]" };
    private readonly Option<string?> timeout =
        new("--timeout") { Description = "After which an outcome is in doubt. [10s]" };
    private readonly Option<string[]> thresholds = new("--threshold")
    {
        Description = "Such as 'won.p99<25ms', 'taken.rate>1000/s', 'cpu<80%'; again for several.",
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(scenario);
        arrivals.AcceptOnlyFromAmong([.. Enum.GetNames<ArrivalShape>().Select(Lower)]);
        foreach (var option in new Option[]
        {
            seed, arrivals, rate, duration, warmUp, connections, patients, blocks, slots, skew, retry, keys, timeout,
            thresholds,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UsageException">A value is out of its range.</exception>
    public (Scenario Scenario, int Seed) Read(ParseResult arguments)
    {
        var said = Said(arguments).Over(Base(arguments.GetValue(scenario)!));
        var number = said.Seed ?? Random.Shared.Next(Plan.LargestSeed + 1);
        return number is >= 0 and <= Plan.LargestSeed
            ? (said.Resolve(), number)
            : throw new UsageException($"seed: {number} is not between 0 and {Plan.LargestSeed}.");
    }

    private static string Lower(string text) => text.ToLowerInvariant();

    private static ScenarioFile Base(string name) =>
        Enum.GetValues<WorkloadKind>().Any(kind => ScenarioRules.Text(kind) == name)
            ? new ScenarioFile { Workload = Enum.Parse<WorkloadKind>(name, ignoreCase: true) }
            : File.Exists(name) ? ScenarioFile.Read(name)
            : throw new UsageException($"{name} is neither a workload nor a scenario file.");

    private ScenarioFile Said(ParseResult arguments) => new()
    {
        Seed = arguments.GetValue(seed),
        Arrivals = arguments.GetValue(arrivals) is { } shape ? Enum.Parse<ArrivalShape>(shape, ignoreCase: true) : null,
        Rate = arguments.GetValue(rate),
        Duration = arguments.GetValue(duration),
        WarmUp = arguments.GetValue(warmUp),
        Connections = arguments.GetValue(connections),
        Patients = arguments.GetValue(patients),
        Blocks = arguments.GetValue(blocks),
        Slots = arguments.GetValue(slots),
        Skew = arguments.GetValue(skew),
        Retry = arguments.GetValue(retry),
        IdempotencyKeys = arguments.GetValue(keys),
        Timeout = arguments.GetValue(timeout),
        Thresholds = arguments.GetValue(thresholds),
    };
}
