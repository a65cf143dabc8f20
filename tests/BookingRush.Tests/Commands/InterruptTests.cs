using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Scheduling.BookingRush.Tests;

public sealed partial class InterruptTests
{
    private const int Interruption = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Interrupt_ends_with_130_and_a_report_of_what_was_done()
    {
        using var folder = new ResultFolder();
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gateway = await FakeGateway.Start(onBooking: number =>
        {
            if (number == 10)
            {
                isRunning.TrySetResult();
            }

            return Task.CompletedTask;
        });
        await File.WriteAllTextAsync(folder["key"], Convert.ToBase64String(new byte[32]));
        using var process = Start(
            "run", "rush", "--target", gateway.Address.ToString(), "--signing-key", folder["key"], "--out", folder.Path,
            "--rate", "50", "--duration", "1h", "--warm-up", "0s", "--blocks", "2", "--slots", "5", "--patients", "20",
            "--connections", "4", "--arrivals", "constant");
        var output = process.StandardOutput.ReadToEndAsync();
        await isRunning.Task.WaitAsync(Longest);

        Assert.Equal(0, Kill(process.Id, Interruption));

        await process.WaitForExitAsync().WaitAsync(Longest);
        Assert.Contains("interrupted", await output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        var summary = folder.Files.ReadSummary();
        Assert.True(summary.Interrupted);
        Assert.InRange(summary.Counts.Sent, 10, 50 * 3_600 - 1);
        Assert.Equal(0, summary.Audit!.Broken);
        Assert.True(File.Exists(folder.Files.Report));
    }

    private static Process Start(params string[] arguments)
    {
        // What a shell runs in the background ignores Ctrl-C, and so would all that it starts.
        var program = Path.Combine(AppContext.BaseDirectory, "BookingRush");
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
