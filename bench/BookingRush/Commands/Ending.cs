using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Scheduling.BookingRush;

/// <summary>How commands end: with a code, after one readable line where something went wrong.</summary>
internal static class Ending
{
    /// <param name="terminal">Where the line is written.</param>
    /// <param name="work">
    /// Gets a token for the first interruption, after which results are still written, and one for the second.
    /// </param>
    public static async Task<int> Of(Terminal terminal, Func<CancellationToken, CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            return await work(stop.Token, abort.Token);
        }
        catch (UsageException fault)
        {
            terminal.Fail(fault.Message);
            return ExitCode.Usage;
        }
        catch (RefusedException fault)
        {
            terminal.Fail(fault.Message);
            return ExitCode.Usage;
        }
        catch (Exception fault) when (fault is UnreachableException or HttpRequestException or SocketException)
        {
            terminal.Fail(fault.Message);
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Fail("interrupted before there was anything to tell");
            return ExitCode.Interrupted;
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            (stop.IsCancellationRequested ? abort : stop).Cancel();
        }
    }

    /// <summary>Writes the summary where <c>--json</c> wants it.</summary>
    public static async Task WriteJson(Summary summary, string? where)
    {
        var json = JsonSerializer.Serialize(summary, SummaryJson.Default.Summary);
        if (where == "-")
        {
            await Console.Out.WriteLineAsync(json);
        }
        else if (where is not null)
        {
            await File.WriteAllTextAsync(where, json);
        }
    }
}
