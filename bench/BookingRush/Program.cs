using System.CommandLine;

namespace Scheduling.BookingRush;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        InlineSockets.Use();
        return Run(args);
    }

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Simulates booking rushes against a gateway, and looks whether it told the truth.")
        {
            RunCommand.Create(),
            PrepareCommand.Create(),
            AuditCommand.Create(),
            JudgeCommand.Create(),
            CompareCommand.Create(),
            MergeCommand.Create(),
            CalibrateCommand.Create(),
            CalibrateCommand.CreateResponder(),
            FloorCommand.Create(),
            OverloadCommand.Create(),
        };

        // Interruptions are this program's own business: results are still written.
        var arguments = root.Parse(args);
        var code = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return arguments.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
