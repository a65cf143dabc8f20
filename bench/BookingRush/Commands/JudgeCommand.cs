using System.CommandLine;
using System.Globalization;

namespace Scheduling.BookingRush;

/// <summary><c>judge</c>: whether one clerk with one book could have given every answer.</summary>
internal static class JudgeCommand
{
    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("results")
        {
            Description = "Folders that runs left; of several generators all, judged as one history.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var database = new Option<string?>("--database")
        {
            Description = "What is there in the end: a read-only PostgreSQL connection string, or schedule.db.",
        };
        var difference = new Option<string>("--clock-difference")
        {
            Description = "How far the clocks of the generators may be apart. [1ms]",
            DefaultValueFactory = _ => "1ms",
        };
        var synthetic = new Option<int?>("--synthetic")
        {
            Description = "Judges so many operations of a made-up rush instead, and says what it cost.",
        };
        var command = new Command("judge", "Judges histories against a book that is kept by one clerk.")
        {
            folders, database, difference, synthetic,
        };
        command.SetAction((arguments, _) =>
        {
            var terminal = Terminal.Open(isQuiet: false, toError: false);
            return Ending.Of(terminal, async (stop, _) =>
            {
                var apart = Lengths.Parse(arguments.GetValue(difference)!)
                    ?? throw new UsageException($"{arguments.GetValue(difference)} is no length of time such as 1ms.");
                return arguments.GetValue(synthetic) is { } operations
                    ? JudgeSynthetic(operations, terminal)
                    : await JudgeFolders(
                        arguments.GetValue(folders)!, arguments.GetValue(database), apart, terminal, stop);
            });
        });
        return command;
    }

    private static async Task<int> JudgeFolders(
        DirectoryInfo[] folders, string? database, TimeSpan apart, Terminal terminal, CancellationToken stop)
    {
        if (folders.Length == 0)
        {
            throw new UsageException("judge needs folders, or --synthetic N.");
        }

        var began = TimeProvider.System.GetTimestamp();
        var histories = JudgedHistories.Read([.. folders.Select(folder => new ResultFiles(folder))]);
        var end = database is null ? null : await histories.End(database, stop);
        var judgement = histories.Judge(end, apart);
        Tell(terminal, judgement, TimeProvider.System.GetElapsedTime(began), end);
        return ExitCode.Of(judgement);
    }

    private static int JudgeSynthetic(int operations, Terminal terminal)
    {
        var patients = Math.Max(100, operations / 100);
        var shape = new SyntheticShape
        {
            Operations = operations,
            Patients = patients,
            Blocks = Math.Max(1, patients / 20),
            Slots = 100,
            MeanPause = 250,
            LongestCall = 20_000,
            InDoubt = 0.01,
        };
        var made = new SyntheticHistory(shape, seed: 7);
        var history = made.Make();
        var began = TimeProvider.System.GetTimestamp();
        var rules = new JudgeRules { CapacityOf = _ => shape.Capacity, ClockDifference = 0, HoldTolerance = 0 };
        var judgement = new Judge(rules).Of(history, made.End);
        Tell(terminal, judgement, TimeProvider.System.GetElapsedTime(began), made.End);
        return ExitCode.Of(judgement);
    }

    private static void Tell(
        Terminal terminal, Judgement judgement, TimeSpan took, IReadOnlyCollection<Stored>? end)
    {
        terminal.Say(Text(
            $"judged {judgement.Operations:N0} operations in {judgement.Blocks:N0} blocks and {judgement.Patients:N0} ")
            + Text($"patients' books, {judgement.Pages:N0} independent pages, in {took.TotalSeconds:0.0} s"));
        terminal.Say(end is null
            ? "nobody looked at what is there in the end (--database)"
            : Text($"and the {end.Count:N0} appointments that are there in the end"));
        if (judgement.Untold > 0)
        {
            terminal.Say(Text($"{judgement.Untold:N0} refusals gave no reason, and may have had either"));
        }

        foreach (var page in judgement.Entangled)
        {
            terminal.Warn($"too entangled to be judged: {page}");
        }

        foreach (var contradiction in judgement.Contradictions)
        {
            terminal.Fail(contradiction.ToString());
        }

        terminal.Say(judgement.Broken == 0
            ? "one clerk with one book could have given every answer"
            : Text($"no clerk with one book could have answered so: {judgement.Broken:N0} contradictions"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
