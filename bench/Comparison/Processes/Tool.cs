using System.Diagnostics;
using System.Reflection;
using Scheduling.BookingRush;

namespace Scheduling.Comparison;

/// <summary>A program that does one thing and ends.</summary>
internal static class Tool
{
    /// <summary>The repository that this program was built from.</summary>
    public static string Repository { get; } = typeof(Tool).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Repository").Value!;

    /// <returns>What it wrote on standard output.</returns>
    /// <exception cref="ToolFailedException">It ended with another code than zero.</exception>
    public static async Task<string> Run(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        var (code, output, error) = await Try(program, arguments, stop);
        return code == ExitCode.Fine
            ? output
            : throw new ToolFailedException($"{Path.GetFileName(program)} ended with {code}: {error}{output}");
    }

    /// <summary>Ended when somebody stops it, and then waited for.</summary>
    public static async Task<(int Code, string Output, string Error)> Try(
        string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await using var stopping = stop.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        return (process.ExitCode, output, await error);
    }
}

/// <summary>What a measurement needs cannot be had; the message says why.</summary>
internal sealed class ToolFailedException(string message) : Exception(message);
