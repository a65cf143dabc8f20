using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Scheduling.Silo.Storage;

namespace Scheduling.Silo.Hosting;

/// <summary>Runs a program so that whatever keeps it from starting is told in one line on standard error.</summary>
internal static class GuardedStart
{
    /// <returns>The process's exit code: 0 where it started and was stopped politely.</returns>
    public static async Task<int> Run(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        // Tools that only want the host built, such as the test host, end the program with it.
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            var cause = Cause(failure);
            await Console.Error.WriteLineAsync($"scheduling: {Line(cause)}");
            return cause is StartRefusedException refused ? refused.ExitCode : StartRefusedException.Misconfigured;
        }
    }

    /// <summary>The outermost failure that was meant to be read; what only wraps another one says nothing.</summary>
    private static Exception Cause(Exception failure)
    {
        for (var current = failure; current is not null; current = current.InnerException)
        {
            if (current is StartRefusedException or OptionsValidationException or ScheduleDatabaseException)
            {
                return current;
            }
        }

        return failure is AggregateException several ? Cause(several.InnerExceptions[0]) : failure;
    }

    private static string Line(Exception cause)
    {
        var text = cause switch
        {
            StartRefusedException or ScheduleDatabaseException => cause.Message,
            OptionsValidationException invalid => string.Join(" ", invalid.Failures),
            SocketException => $"The listening address cannot be used: {cause.Message}.",
            InvalidOperationException or ArgumentException => cause.Message,
            IOException or UnauthorizedAccessException => cause.Message,
            _ => $"{cause.Message} ({cause.GetType().Name}; with --Logging:LogLevel:Default=Debug there is more)",
        };
        return string.Join(' ', text.Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));
    }
}
