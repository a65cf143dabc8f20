using System.CommandLine;
using System.Globalization;
using Scheduling.BookingRush;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary><c>memory</c>: what an idle block keeps in memory, and what a live appointment in it does.</summary>
internal static class MemoryGrowth
{
    private const int Kilobyte = 1_024;

    public static Command Create()
    {
        var common = new GrowthOptions();
        var blocks = new Option<int>("--blocks") { Description = "[10000]", DefaultValueFactory = _ => 10_000 };
        var each = new Option<int>("--each")
        {
            Description = "Live appointments in each block, up to 144. [50]",
            DefaultValueFactory = _ => 50,
        };
        return common.Command("memory", "Memory of an idle block, and of an appointment in it.", [blocks, each],
            async (arguments, ground, terminal, stop) =>
            {
                var started = TimeProvider.System.GetUtcNow();
                var (count, many) = (arguments.GetValue(blocks) | 1, arguments.GetValue(each));
                if (count < 1 || many is < 2 or > Ground.Slots)
                {
                    throw new UsageException($"--blocks is at least 1, --each is from 2 to {Ground.Slots}.");
                }

                var points = new List<GrowthPoint>();
                foreach (var live in new[] { 0, many })
                {
                    points.Add(new(live, await With(ground, count, live, stop)));
                    terminal.Report($"{live} appointments in each block measured");
                }

                return Result(started, count, points);
            });
    }

    private static GrowthResult Result(DateTimeOffset started, int blocks, List<GrowthPoint> points)
    {
        var (empty, full) = (points[0].Figures[PerBlock], points[1].Figures[PerBlock]);
        return new GrowthResult
        {
            Name = "memory",
            Title = "Memory of an idle block",
            Text = string.Create(CultureInfo.InvariantCulture,
                $"Bytes that a full collection leaves in the product's process, after {blocks:N0} blocks were asked for ")
                + "a time and refused it, less what it was before, by block. Nothing of it is on its way.",
            Over = "live appointments in each block",
            Unit = "bytes",
            Started = started,
            Points = points,
            Bounds =
            [
                new("KB per idle block", empty / Kilobyte, 6, 4),
                new("KB per live appointment in it", (full - empty) / points[1].At / Kilobyte, 1, 0.5),
            ],
        };
    }

    private const string PerBlock = "bytes per block";

    /// <summary>
    /// Every block is woken by somebody who is refused there: it keeps what was stored, and nothing else.
    /// </summary>
    private static Task<Dictionary<string, double>> With(Ground ground, int blocks, int live, CancellationToken stop)
    {
        var patients = Math.Max(2, blocks * live);
        string[] appointments = live == 0 ? [] : [Copies.Appointments(ground.Stored, blocks, live)];
        return ground.On(
            [Copies.Patients(ground.Stored, patients), Copies.Blocks(ground.Stored, blocks), .. appointments],
            ground.Starting.StartProductOn,
            async running =>
            {
                var process = running.Processes[0].Id;
                var before = await Heap.Of(running.Address, process, stop);
                var asked = await ground.Run(
                    ground.Stored, running, stop,
                    [.. Ground.Booking(blocks, 1, TimeSpan.FromMinutes(10), slots: 2), "--worker", "1/2"]);
                if (asked.Outcomes.GetValueOrDefault(BookingRush.Outcome.Taken)?.Count < blocks - 1)
                {
                    throw new ToolFailedException("Not every block refused: " + string.Join(' ', asked.Complaints));
                }

                var after = await Heap.Of(running.Address, process, stop);
                return new Dictionary<string, double>
                {
                    [PerBlock] = (after.Live - before.Live) / blocks,
                    ["resident bytes per block"] = (after.Resident - before.Resident) / blocks,
                };
            },
            stop);
    }
}
