using System.CommandLine;
using System.Globalization;
using Npgsql;
using Scheduling.BookingRush;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary><c>soak</c>: rush after rush, for as long as wanted; does memory grow, do bookings become dearer?</summary>
internal static class Soak
{
    private const string Live = "heap MB";
    private const string Resident = "resident MB";
    private const double Megabyte = 1 << 20;

    /// <summary>
    /// Blocks that nobody asks for are given up after a quarter of an hour: from then on memory is flat.
    /// </summary>
    private const double SteadyAfterMinutes = 20;

    public static Command Create()
    {
        var common = new GrowthOptions();
        var minutes = new Option<double>("--minutes") { Description = "[5]", DefaultValueFactory = _ => 5 };
        var rate = new Option<int>("--rate") { Description = "Per second. [1000]", DefaultValueFactory = _ => 1_000 };
        var snapshot = new Option<bool>("--old-snapshot")
        {
            Description = "A transaction that began before the first rush stays open, as a backup's does.",
        };
        return common.Command("soak", "Memory and cost over time.", [minutes, rate, snapshot],
            async (arguments, ground, terminal, stop) =>
            {
                var started = TimeProvider.System.GetUtcNow();
                var hasSnapshot = arguments.GetValue(snapshot);
                var points = await Rushes(
                    ground, TimeSpan.FromMinutes(arguments.GetValue(minutes)), arguments.GetValue(rate), hasSnapshot,
                    terminal, stop);
                return new GrowthResult
                {
                    Name = "soak",
                    Title = "Rush after rush",
                    Text = "Megabytes that a full collection leaves, and that the process has of the machine, after "
                        + "each rush in blocks of its own. Blocks are given up when nobody has asked for them for a "
                        + "quarter of an hour: until then memory grows by them."
                        + (hasSnapshot ? " A snapshot from before the first rush stayed open." : ""),
                    Over = "minutes",
                    Unit = "MB",
                    Started = started,
                    Points = points,
                    Bounds = Bounds(points),
                };
            });
    }

    /// <summary>What is live at the end against what was live once the first blocks had been given up.</summary>
    public static IReadOnlyList<Bound> Bounds(IReadOnlyList<GrowthPoint> points)
    {
        var steady = points.Where(point => point.At >= SteadyAfterMinutes)
            .Select(point => point.Figures[Live]).ToList();
        var part = steady.Count / 3;
        return part == 0
            ? []
            : [new(
                "heap of the last third ÷ of the first, once steady",
                Spread.Of(steady.TakeLast(part))!.Median / Spread.Of(steady.Take(part))!.Median, 1.1, 1.02)];
    }

    private static Task<List<GrowthPoint>> Rushes(
        Ground ground, TimeSpan length, int rate, bool hasSnapshot, Terminal terminal, CancellationToken stop) =>
        ground.On(
            [],
            ground.Starting.StartProductOn,
            async running =>
            {
                await using var old = hasSnapshot ? await OldSnapshot(running.Database, stop) : null;
                var began = TimeProvider.System.GetTimestamp();
                var points = new List<GrowthPoint>();
                for (var seed = Ground.FirstFreeSeed; TimeProvider.System.GetElapsedTime(began) < length; seed++)
                {
                    var figures = await OneRush(ground, running, seed, rate, stop);
                    var minutes = TimeProvider.System.GetElapsedTime(began).TotalMinutes;
                    points.Add(new(Math.Round(minutes, 2), figures));
                    terminal.Report(string.Create(CultureInfo.InvariantCulture,
                        $"{minutes:0.0} min: heap {figures[Live]:0.0} MB, resident {figures[Resident]:0} MB, ")
                        + string.Create(CultureInfo.InvariantCulture, $"won p99 {figures[WonP99]:0.0} ms"));
                }

                return points;
            },
            stop);

    private const string WonP99 = "won p99 ms";

    private static async Task<Dictionary<string, double>> OneRush(
        Ground ground, Running running, int seed, int rate, CancellationToken stop)
    {
        string[] scenario =
        [
            "rush", "--arrivals", "poisson", "--rate", rate.ToString(CultureInfo.InvariantCulture), "--duration", "20s",
            "--warm-up", "0s", "--seed", seed.ToString(CultureInfo.InvariantCulture),
        ];
        var summary = await ground.Rush(scenario, running, stop);
        var heap = await Heap.Of(running.Address, running.Processes[0].Id, stop);
        return new Dictionary<string, double>
        {
            [Live] = heap.Live / Megabyte,
            [Resident] = heap.Resident / Megabyte,
            ["CPU µs per request"] = summary.Processes!.Values.Sum() * 1e6 / Math.Max(1, summary.Counts.Sent),
            [WonP99] = summary.Outcomes.GetValueOrDefault(BookingRush.Outcome.Won)?.Latency.P99 ?? 0,
        };
    }

    /// <summary>Sees the database as it is now as long as it is open, so nothing newer can be cleaned away.</summary>
    private static async Task<NpgsqlConnection> OldSnapshot(string database, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(stop);
        await using var begin = new NpgsqlCommand(
            "begin isolation level repeatable read; select count(*) from block_calendar", connection);
        await begin.ExecuteNonQueryAsync(stop);
        return connection;
    }
}
