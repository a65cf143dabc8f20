using System.Diagnostics;

namespace Scheduling.Faults.Topology;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Shell
{
    /// <returns>Its exit code, and what it wrote on standard output.</returns>
    public static async Task<(int Code, string Output)> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await error;
        return (process.ExitCode, output.Trim());
    }
}
