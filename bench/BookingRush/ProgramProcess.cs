using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Scheduling.BookingRush;

/// <summary>One of the built programs as a process of its own.</summary>
internal partial class ProgramProcess : IAsyncDisposable
{
    private const string LastLine = "Ready. Ctrl-C stops it.";
    private const int Interruption = 2;
    private const int Termination = 15;
    private const int Continuation = 18;
    private const int Freezing = 19;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    /// <summary>Where a run of all tests searches for what no log may say; nothing: nobody does.</summary>
    private static readonly string? Logs = Environment.GetEnvironmentVariable("SCHEDULING_TEST_LOGS");

    private readonly Process process;
    private readonly string? log;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Predicate<string> isLast;

    private ProgramProcess(string executable, Predicate<string> isLast, string directory, string[] arguments)
    {
        this.isLast = isLast;

        // What a shell runs in the background ignores Ctrl-C, and so would all that it starts.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", executable])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        InlineSockets.KeepFrom(start);
        log = Logs is null ? null : Path.Combine(Logs, $"{Path.GetFileName(executable)}-{Guid.NewGuid()}.log");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool IsRunning => !process.HasExited;

    /// <summary>What it wrote on standard output.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What it wrote on standard error.</summary>
    public string Error => error.ToString().Trim();

    /// <summary>Where a program was built.</summary>
    public static string Executable(string program) => Path.Combine(Folder(program), program);

    /// <summary>Starts a program in a folder and does not wait for it.</summary>
    public static ProgramProcess Launch(string program, string directory, params string[] arguments) =>
        LaunchFile(Executable(program), line => line == LastLine, directory, arguments);

    /// <summary>Another program.</summary>
    /// <param name="executable">Its path.</param>
    /// <param name="isLast">Whether a line of its output says that it is ready.</param>
    /// <param name="directory">Where it is started.</param>
    /// <param name="arguments">What it is told.</param>
    public static ProgramProcess LaunchFile(
        string executable, Predicate<string> isLast, string directory, params string[] arguments) =>
        new(executable, isLast, directory, arguments);

    /// <summary>Starts one that is expected to stop by itself.</summary>
    public static async Task<ProgramProcess> RunToTheEnd(string program, string directory, params string[] arguments)
    {
        var started = Launch(program, directory, arguments);
        try
        {
            await started.process.WaitForExitAsync().WaitAsync(LongestStart);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It stopped instead, or took too long and was ended.</exception>
    public async Task<ProgramProcess> Ready()
    {
        var limit = Task.Delay(LongestStart, TimeProvider.System);
        await Task.WhenAny(ready.Task, process.WaitForExitAsync(), limit);
        if (ready.Task.IsCompleted)
        {
            return this;
        }

        var what = $"{process.StartInfo.FileName} did not start: {Error} {Output}";
        await DisposeAsync();
        throw new InvalidOperationException(what);
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    public void Interrupt() => Signal(Interruption);

    /// <summary>Asks it to stop, as an init system does.</summary>
    public void Terminate() => Signal(Termination);

    /// <summary>Does not let it do anything any more, and does not tell it.</summary>
    public void Freeze() => Signal(Freezing);

    /// <summary>Lets it go on where it was.</summary>
    public void Thaw() => Signal(Continuation);

    /// <summary>Ends it without a word to it.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <returns>Its exit code, once it has ended and all its output was read.</returns>
    public async Task<int> End()
    {
        await process.WaitForExitAsync().WaitAsync(LongestStop);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await Kill();
        }

        process.Dispose();
    }

    private static string Folder(string program) => typeof(ProgramProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == $"{program}Folder").Value!;

    private void Take(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
            Keep(line);
            if (line is not null && isLast(line))
            {
                ready.TrySetResult();
            }
        }
    }

    private void TakeError(string? line)
    {
        lock (output)
        {
            error.AppendLine(line);
            Keep(line);
        }
    }

    private void Keep(string? line)
    {
        if (log is not null)
        {
            File.AppendAllText(log, line + Environment.NewLine);
        }
    }

    private void Signal(int signal)
    {
        if (SendSignal(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"The process {process.Id} cannot be sent signal {signal}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
