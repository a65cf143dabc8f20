using System.CommandLine;

namespace Scheduling.BookingRush;

/// <summary><c>audit</c>: looks again whether what a run was told is true.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var (access, output) = (new AccessOptions(), new OutputOptions());
        var folder = new Argument<DirectoryInfo>("results") { Description = "The folder that a run left." };
        var database = new Option<string?>("--database")
        {
            Description =
                "A read-only PostgreSQL connection string, or the path of schedule.db; else the API is asked.",
        };
        var command = new Command("audit", "Audits a run from what it left.") { folder, database };
        access.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, async (stop, _) =>
            {
                var files = new ResultFiles(arguments.GetValue(folder)!);
                var summary = await Audit(
                    files, access.Targets(arguments), access.Choice(arguments), arguments.GetValue(database), stop);
                ResultTable.Write(terminal, summary, files.Folder.FullName);
                await Ending.WriteJson(summary, output.Json(arguments));
                return summary.ExitCode;
            });
        });
        return command;
    }

    /// <summary>Audits what lies in a folder, and writes the result into it.</summary>
    public static async Task<Summary> Audit(
        ResultFiles files, IReadOnlyList<Uri> named, AccessChoice choice, string? database, CancellationToken stop)
    {
        var setting = files.ReadSetting();
        setting = named.Count == 0 ? setting : setting with { Targets = named };
        if (database is null)
        {
            await Preparation.Reach(setting.Targets, stop);
        }

        using var http = JsonCalls.Client(setting.Targets[0]);
        var access = choice.Open(setting.Targets, setting.Plan, setting.Scenario, http, TimeProvider.System);
        var tokens = access.Ready ?? throw new UsageException(
            $"The patients' tokens are needed: --signing-key, or --tokens with {PatientLogins.FileName} of the run.");
        var audit = await AuditRun.Check(
            setting, http, access.Staff, tokens, database, files, TimeProvider.System, stop);
        var summary = (files.ReadSummary() with { Audit = audit }).Judged();
        await files.Write(summary);
        return summary;
    }
}
