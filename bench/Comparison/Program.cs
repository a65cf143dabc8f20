using Scheduling.BookingRush;

namespace Scheduling.Comparison;

internal static class Program
{
    public static Task<int> Main(string[] args) => Run(args);

    public static async Task<int> Run(string[] args)
    {
        // Interruptions are this program's own business: servers are stopped, results are still written.
        var arguments = CompareCommand.Create().Parse(args);
        var code = await arguments.InvokeAsync(new() { ProcessTerminationTimeout = null });
        return arguments.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
