using System.Diagnostics;
using System.Text.RegularExpressions;
using Scheduling.BookingRush;
using Scheduling.Cluster.Tests.Deployment;
using Scheduling.Cluster.Tests.Embedded;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>tests/cluster.sh, as somebody types it; whatever it started is gone after the test.</summary>
internal sealed partial class ClusterScript : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Folder folder = new();

    /// <summary>Whether it has been told to leave nothing behind.</summary>
    public bool IsDown => !Directory.Exists(Place);

    private string Place => Path.Combine(folder.Path, "cluster");

    /// <returns>The lines that it printed.</returns>
    public async Task<IReadOnlyList<Line>> Run(string command)
    {
        string[] arguments = [.. command.Split(' '), "--dir", Place];
        var start = new ProcessStartInfo(Repository.Path("tests/cluster.sh"), arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Tests of another configuration have not built what it starts.
        var built = Repository.Path("src/Silo/bin/Release/net10.0/Silo");
        start.Environment["SCHEDULING_BUILT"] = ProgramProcess.Executable("Silo") == built ? "1" : "";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Longest);
        Assert.True(process.ExitCode == 0, $"{command} ended with {process.ExitCode}: {await error}{await output}");
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line.Read)];
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsDown)
        {
            await Run("down");
        }

        folder.Dispose();
    }

    /// <summary>What the system says of a process: R, S, T where it is frozen; nothing where it has ended.</summary>
    public static char? State(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            // Ended, and nobody has asked yet how.
            return text[text.LastIndexOf(')') + 2] is not 'Z' and var state ? state : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A process of the cluster.</summary>
    /// <param name="Name">Such as "silo 1".</param>
    /// <param name="Process">Its id.</param>
    /// <param name="Url">Of a gateway; of others empty.</param>
    /// <param name="Database">Of the server; of others empty.</param>
    internal sealed partial record Line(string Name, int Process, string Url, string Database)
    {
        public static Line Read(string text)
        {
            var match = Form().Match(text);
            Assert.True(match.Success, $"This line says nothing of a process: {text}");
            return new Line(
                match.Groups["name"].Value,
                int.Parse(match.Groups["pid"].Value, System.Globalization.CultureInfo.InvariantCulture),
                match.Groups["url"].Value,
                match.Groups["dsn"].Value);
        }

        [GeneratedRegex(
            @"^((?<name>postgres) pid=(?<pid>\d+) dsn=(?<dsn>\S+)"
            + @"|(?<name>silo \d+) pid=(?<pid>\d+)( \S+=\S+)*"
            + @"|(?<name>gateway \d+) pid=(?<pid>\d+) url=(?<url>http://127\.0\.0\.1:\d+)( \S+=\S+)*)$")]
        private static partial Regex Form();
    }
}
