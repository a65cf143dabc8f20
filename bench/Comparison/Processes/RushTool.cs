using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>BookingRush as a process: the load, and the look whether the answers were true.</summary>
/// <param name="signingKey">Of whoever is asked.</param>
/// <param name="folder">Results are made here, and removed again.</param>
internal sealed class RushTool(string signingKey, string folder)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, nameof(BookingRush));

    public Task Prepare(IReadOnlyList<string> scenario, Uri target, CancellationToken stop) =>
        Tool.Run(Program, ["prepare", .. scenario, .. Access(target), "--quiet"], stop);

    /// <param name="scenario">What is asked for.</param>
    /// <param name="running">Of whom.</param>
    /// <param name="isAudited">Whether the answers are compared with what is stored.</param>
    /// <param name="stop">Gives it up.</param>
    /// <exception cref="ToolFailedException">There are no results.</exception>
    public async Task<Summary> Run(
        IReadOnlyList<string> scenario, Running running, bool isAudited, CancellationToken stop)
    {
        var results = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            var (code, output, error) = await Tool.Try(
                Program,
                [
                    "run", .. scenario, .. Access(running.Address), "--prepared", "--quiet", "--out", results,
                    "--database", running.Database, .. isAudited ? Array.Empty<string>() : ["--no-audit"],
                    .. running.Processes.SelectMany(each => new[] { "--process", $"{each.Name}={each.Id}" }),
                ],
                stop);
            return code is ExitCode.Fine or ExitCode.InvariantBroken
                ? ResultFiles.ReadSummary(results)
                : throw new ToolFailedException($"{scenario[0]} ended with {code}: {error}{output}");
        }
        finally
        {
            if (Directory.Exists(results))
            {
                Directory.Delete(results, recursive: true);
            }
        }
    }

    private string[] Access(Uri target) => ["--target", target.ToString(), "--signing-key", signingKey];
}
