using System.CommandLine;

namespace Scheduling.Growth;

/// <summary>A command that tells what a booking costs at several sizes of something.</summary>
internal sealed record BookingGrowth
{
    private const string Dearest = "CPU per booking, the dearest ÷ the first";

    /// <summary>Of the command, and of what is counted.</summary>
    public required string Name { get; init; }

    /// <summary>What was done, and what the figures mean.</summary>
    public required string Text { get; init; }

    /// <summary>Ascending.</summary>
    public required int[] UsualSizes { get; init; }

    public required Func<Ground, int, TimeSpan, CancellationToken, Task<Dictionary<string, double>>> At { get; init; }

    /// <summary>The dearest size's cost may be this multiple of the first one's; nothing: told, not judged.</summary>
    public double? Gate { get; init; }

    public double Goal { get; init; }

    public Command Create()
    {
        var common = new GrowthOptions();
        var sizes = new Option<int[]>($"--{Name}")
        {
            Description = $"At which sizes. [{string.Join(' ', UsualSizes)}]",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => UsualSizes,
        };
        return common.Command(
            Name, $"CPU per booking against {Name}.", [sizes], async (arguments, ground, terminal, stop) =>
            {
                var started = TimeProvider.System.GetUtcNow();
                var points = new List<GrowthPoint>();
                foreach (var size in arguments.GetValue(sizes)!)
                {
                    points.Add(new(size, await At(ground, size, common.Duration(arguments), stop)));
                    terminal.Report(FormattableString.Invariant($"{Name}: {size:N0} measured"));
                }

                return Result(started, points);
            });
    }

    private GrowthResult Result(DateTimeOffset started, List<GrowthPoint> points) => new()
    {
        Name = Name,
        Title = $"CPU per booking against {Name}",
        Text = Text,
        Over = Name,
        Unit = "µs",
        Started = started,
        Points = points,
        Bounds = Gate is { } gate ? [new($"{Name}: {Dearest}", points.Max(Total) / Total(points[0]), gate, Goal)] : [],
    };

    private static double Total(GrowthPoint point) => point.Figures[BookingCost.Cpu];
}
