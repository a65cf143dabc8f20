using System.CommandLine;
using Scheduling.BookingRush;

namespace Scheduling.Growth;

internal static class Program
{
    public static Task<int> Main(string[] args) => Run(args);

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Tells what a booking, a block and an appointment cost as everything grows.")
        {
            BookingGrowths.OfBlocks.Create(),
            BookingGrowths.OfAppointments.Create(),
            BookingGrowths.OfSilos.Create(),
            BookingGrowths.OfCapacity.Create(),
            MemoryGrowth.Create(),
            Soak.Create(),
        };
        var arguments = root.Parse(args);
        var code = await arguments.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return arguments.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
