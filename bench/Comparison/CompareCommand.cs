using System.CommandLine;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>The only command.</summary>
internal static class CompareCommand
{
    public static RootCommand Create()
    {
        var quick = new Option<bool>("--quick")
        {
            Description = "One round of short runs, in less than five minutes: a look, no measurement.",
        };
        var rounds = new Option<int?>("--rounds") { Description = "How often everything is run. [5; 1 with --quick]" };
        var duration = new Option<string?>("--duration") { Description = "Of a run. [4s; 1.5s with --quick]" };
        var contestants = Choice<Contestant>("--contestant", Contestants.Text);
        var exercises = Choice<Exercise>("--exercise", Exercises.Text);
        var seed = new Option<int?>("--seed") { Description = "Of the order. [random]" };
        var noGates = new Option<bool>("--no-gates") { Description = "Does not fail where a gate is missed." };
        var results = new Option<DirectoryInfo>("--out")
        {
            Description = "Folder for the results. [bench/results]",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Tool.Repository, "bench", "results")),
        };
        var command = new RootCommand("Compares the product with what people would use instead, on this machine.")
        {
            quick, rounds, duration, contestants, exercises, seed, noGates, results,
        };
        command.SetAction((arguments, _) =>
        {
            var terminal = Terminal.Open(isQuiet: false, toError: false);
            return Measuring.Of(terminal, stop =>
            {
                var isQuick = arguments.GetValue(quick);
                var plan = new Plan(
                    Chosen(arguments.GetValue(contestants)), Chosen(arguments.GetValue(exercises)),
                    PaceOf(isQuick, arguments.GetValue(duration)), RoundsOf(isQuick, arguments.GetValue(rounds)),
                    arguments.GetValue(seed) ?? Random.Shared.Next(1_000_000));
                return new Contest(plan, terminal, TimeProvider.System)
                    .Run(arguments.GetValue(results)!, !arguments.GetValue(noGates), stop);
            });
        });
        return command;
    }

    private static Option<T[]> Choice<T>(string name, Func<T, string> text)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(text);
        var option = new Option<T[]>(name)
        {
            Description = $"Only this one, of {string.Join(", ", words.Keys)}; again for several. [all]",
            CustomParser = argument =>
            {
                var unknown = argument.Tokens.FirstOrDefault(token => !words.ContainsKey(token.Value));
                if (unknown is not null)
                {
                    argument.AddError($"{name} {unknown.Value}: it is one of {string.Join(", ", words.Keys)}.");
                    return [];
                }

                return [.. argument.Tokens.Select(token => words[token.Value])];
            },
        };
        return option;
    }

    private static T[] Chosen<T>(T[]? chosen)
        where T : struct, Enum => chosen is { Length: > 0 } ? [.. chosen.Distinct()] : Enum.GetValues<T>();

    private static Pace PaceOf(bool isQuick, string? duration)
    {
        var pace = isQuick ? Pace.Quick : Pace.Usual;
        return duration is null ? pace
            : Lengths.Parse(duration) is { } length && length >= TimeSpan.FromMilliseconds(500)
                ? new Pace(length)
                : throw new UsageException($"--duration {duration} is no length of time from 500ms, such as 4s.");
    }

    private static int RoundsOf(bool isQuick, int? rounds) => rounds switch
    {
        null => isQuick ? 1 : 5,
        >= 1 and <= 1_000 => rounds.Value,
        _ => throw new UsageException($"--rounds {rounds} is not between 1 and 1000."),
    };
}
