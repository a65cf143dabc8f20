using System.Security.Cryptography;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>The whole comparison.</summary>
internal sealed class Contest(Plan plan, Terminal terminal, TimeProvider time)
{
    /// <param name="results">Where they are written.</param>
    /// <param name="isJudged">Whether a missed gate is a failure.</param>
    /// <param name="stop">Ends it after the run under way; what was measured is told.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(DirectoryInfo results, bool isJudged, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("comparison-");
        try
        {
            var began = time.GetTimestamp();
            var outcome = await Measure(folder.FullName, stop);
            outcome = outcome with { Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds) };
            ContestTable.Write(terminal, outcome);
            var files = await ContestFiles.Write(results, outcome);
            terminal.Say($"report: {files}");
            return ExitCodeOf(outcome, isJudged);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<ContestOutcome> Measure(string folder, CancellationToken stop)
    {
        var started = time.GetUtcNow();
        var machine = Machine.This();
        await using var server = await PostgresServer.Start($"{folder}-postgres", stop);
        var starting = new Starting(server, folder);
        WriteKey(starting.SigningKey);
        var rush = new RushTool(starting.SigningKey, folder);
        var data = new PreparedData(server, starting, rush, folder);
        var began = time.GetTimestamp();
        await data.Prepare(plan.Contestants, plan.WithBasis, plan.Pace, stop);
        terminal.Report(FormattableString.Invariant($"prepared in {time.GetElapsedTime(began).TotalSeconds:0} s"));
        var turn = new Turn(data, starting, rush, server, plan.Pace, terminal);
        var measurements = await Rounds(turn, stop);
        return new ContestOutcome
        {
            Plan = plan,
            Machine = machine,
            Started = started,
            Database = await server.Settings(),
            IsInterrupted = stop.IsCancellationRequested,
            Measurements = measurements,
        };
    }

    private async Task<IReadOnlyList<Measurement>> Rounds(Turn turn, CancellationToken stop)
    {
        var done = new List<Measurement>();
        try
        {
            for (var round = 1; round <= plan.Rounds; round++)
            {
                foreach (var contestant in plan.Order(round))
                {
                    done.AddRange(await turn.Take(round, contestant, plan.Order(round, contestant), stop));
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && done.Count > 0)
        {
            terminal.Warn("interrupted: the figures are those of a part");
        }

        return done;
    }

    private static int ExitCodeOf(ContestOutcome outcome, bool isJudged) =>
        outcome.Measurements.Any(each => each.PromisesBroken > 0) ? ExitCode.InvariantBroken
        : outcome.IsInterrupted ? ExitCode.Interrupted
        : isJudged && outcome.Verdicts.Any(verdict => !verdict.IsKept) ? ExitCode.ThresholdFailed
        : ExitCode.Fine;

    private static void WriteKey(string path)
    {
        File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
