using System.CommandLine;
using Scheduling.BookingRush;
using Scheduling.Comparison;

namespace Scheduling.Growth;

/// <summary>What all commands have in common.</summary>
internal sealed class GrowthOptions
{
    private readonly Option<DirectoryInfo> folder = new("--out")
    {
        Description = "Folder for the results. [bench/results]",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Tool.Repository, "bench", "results")),
    };

    private readonly Option<string> duration = new("--duration")
    {
        Description = "Of each measurement. [4s]",
        DefaultValueFactory = _ => "4s",
    };

    /// <summary>A command that prepares, measures and tells.</summary>
    public Command Command(
        string name, string description, IEnumerable<Option> options,
        Func<ParseResult, Ground, Terminal, CancellationToken, Task<GrowthResult>> measure)
    {
        var command = new Command(name, description) { folder, duration };
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((arguments, _) =>
        {
            var terminal = Terminal.Open(isQuiet: false, toError: false);
            return Measuring.Of(terminal, async stop =>
            {
                await using var ground = await Ground.Prepare(TimeProvider.System, stop);
                var result = await measure(arguments, ground, terminal, stop);
                return await GrowthFiles.Tell(terminal, arguments.GetValue(folder)!, result);
            });
        });
        return command;
    }

    public TimeSpan Duration(ParseResult arguments) => Lengths.Parse(arguments.GetValue(duration)!) is { } length
        ? length
        : throw new UsageException($"--duration {arguments.GetValue(duration)} is no length of time such as 4s.");
}
