using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary><c>run</c>: prepares what is missing, runs a scenario, audits, tells.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var (scenario, access, output) = (new ScenarioOptions(), new AccessOptions(), new OutputOptions());
        var worker = new Option<string>("--worker")
        {
            Description = "i/n: one of n generators with the same seed, as patients of its own.",
            DefaultValueFactory = _ => Share.Whole.ToString(),
        };
        var database = new Option<string?>("--database")
        {
            Description =
                "Audits straight against it: a read-only PostgreSQL connection string, or the path of schedule.db.",
        };
        var noAudit = new Option<bool>("--no-audit") { Description = "Believes every answer." };
        var prepared = new Option<bool>("--prepared") { Description = "Imports nothing: `prepare` did." };
        var processes = new Option<string[]>("--process")
        {
            Description = "NAME=PID: tells its processor time, and its children's; again for several.",
        };
        var command = new Command("run", "Runs a workload or a scenario file.")
        {
            worker, database, noAudit, prepared, processes,
        };
        scenario.AddTo(command);
        access.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, (stop, abort) =>
            {
                var (resolved, seed) = scenario.Read(arguments);
                var share = arguments.GetValue(worker)!;
                return Run(
                    new RunRequest
                    {
                        Scenario = resolved,
                        Seed = seed,
                        Targets = access.Targets(arguments),
                        Access = access.Choice(arguments),
                        Share = Share.Parse(share) ?? throw new UsageException($"--worker {share}: write 1/4 to 4/4."),
                        Out = output.Folder(arguments),
                        Database = arguments.GetValue(database),
                        Json = output.Json(arguments),
                        IsAudited = !arguments.GetValue(noAudit),
                        IsPrepared = arguments.GetValue(prepared),
                        Processes = [.. arguments.GetValue(processes)!.Select(WatchedProcess.Parse)],
                    },
                    terminal, stop, abort);
            });
        });
        return command;
    }

    public static async Task<int> Run(
        RunRequest request, Terminal terminal, CancellationToken stop, CancellationToken abort)
    {
        var (summary, folder) = await new RushRun(request, terminal, TimeProvider.System).Run(stop, abort);
        ResultTable.Write(terminal, summary, folder);
        await Ending.WriteJson(summary, request.Json);
        return summary.ExitCode;
    }
}
