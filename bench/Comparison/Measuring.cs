using Npgsql;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>How programs that measure end: with one readable line where something could not be had.</summary>
internal static class Measuring
{
    /// <param name="terminal">Where the line is written.</param>
    /// <param name="work">Is given up when somebody interrupts.</param>
    public static Task<int> Of(Terminal terminal, Func<CancellationToken, Task<int>> work) =>
        Ending.Of(terminal, async (stop, _) =>
        {
            try
            {
                return await work(stop);
            }
            catch (Exception fault) when (fault is ToolFailedException or NpgsqlException)
            {
                terminal.Fail(fault.Message);
                return ExitCode.Unreachable;
            }
        });
}
