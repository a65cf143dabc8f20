using System.CommandLine;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary><c>merge</c>: the results of several workers as one, audited as one.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var (access, output) = (new AccessOptions(), new OutputOptions());
        var folders = new Argument<DirectoryInfo[]>("results")
        {
            Description = "The folders of all workers.",
            Arity = ArgumentArity.OneOrMore,
        };
        var database = new Option<string?>("--database") { Description = "Audits against it; else --target is asked." };
        var command = new Command("merge", "Merges the results of several workers.") { folders, database };
        access.AddTo(command);
        output.AddTo(command);
        command.SetAction((arguments, _) =>
        {
            var terminal = output.Terminal(arguments);
            return Ending.Of(terminal, async (stop, _) =>
            {
                var into = output.Folder(arguments) ?? throw new UsageException("merge needs --out.");
                var summary = await Merge(arguments.GetValue(folders)!, into);
                var targets = access.Targets(arguments);
                if (targets.Count > 0 || arguments.GetValue(database) is not null)
                {
                    summary = await AuditCommand.Audit(
                        new ResultFiles(into), targets, access.Choice(arguments), arguments.GetValue(database), stop);
                }

                ResultTable.Write(terminal, summary, into.FullName);
                await Ending.WriteJson(summary, output.Json(arguments));
                return summary.ExitCode;
            });
        });
        return command;
    }

    public static async Task<Summary> Merge(IEnumerable<DirectoryInfo> folders, DirectoryInfo into)
    {
        var parts = folders.Select(folder => new ResultFiles(folder)).ToList();
        var merged = Merging.Of([.. parts.Select(part => part.ReadSummary())]);
        var files = new ResultFiles(ResultFiles.Create(into, merged.Setting, TimeProvider.System));
        await using (var history = File.CreateText(files.History))
        {
            foreach (var operation in Merging.Histories(parts.Select(part => HistoryReader.Read(part.History))))
            {
                await history.WriteLineAsync(JsonSerializer.Serialize(operation, OperationJson.Default.Operation));
            }
        }

        await using (var series = files.CreateSeries())
        {
            await series.WriteLineAsync(SeriesFile.Head);
            foreach (var second in merged.Series)
            {
                await series.WriteLineAsync(SeriesFile.Line(second));
            }
        }

        await files.Write(merged);
        return merged;
    }
}
