using System.Diagnostics;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>A page of the documentation: its commands are run as they stand there.</summary>
internal sealed class Page(string name)
{
    // The program is built already: what the page runs with the SDK is run as it was built.
    private const string Prelude = """
        set -euo pipefail
        PATH=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV | head -n 1):$PATH
        dotnet() {
            [ "$1 $2 $3 $4" = "run --project src/Silo --" ]
            shift 4
            "$SILO" "$@"
        }

        """;

    /// <summary>What the page's shell blocks say, in their order.</summary>
    public IReadOnlyList<string> Commands { get; } =
    [
        .. File.ReadAllText(Path.Combine(PostgresServer.Root, "docs", name)).Split("```sh\n")[1..]
            .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]),
    ];

    /// <returns>What they printed.</returns>
    public static async Task<string> Run(
        string commands, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", Prelude + commands])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {await error}{await output}");
        return await output;
    }
}
