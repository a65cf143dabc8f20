using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Scheduling.BookingRush;

/// <summary>The built gateway as a process of its own, on a free port of the loopback address.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private const string LastLine = "Ready. Ctrl-C stops it.";
    private const int Interruption = 2;
    private const int Termination = 15;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(string directory, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder(), "Gateway"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>Where it listens.</summary>
    public Uri Address => _ready.Task.Result;

    /// <summary>What it wrote on standard output.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>What it wrote on standard error.</summary>
    public string Error => _error.ToString().Trim();

    /// <summary>Starts it in a folder and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It stopped instead.</exception>
    public static async Task<GatewayProcess> Start(string directory, params string[] arguments)
    {
        var gateway = new GatewayProcess(directory, ["--urls", "http://127.0.0.1:0", .. arguments]);
        var ended = gateway._process.WaitForExitAsync();
        await Task.WhenAny(gateway._ready.Task, ended).WaitAsync(LongestStart);
        return gateway._ready.Task.IsCompleted
            ? gateway
            : throw new InvalidOperationException($"The gateway did not start: {gateway.Error}");
    }

    /// <summary>Starts it where it is expected to stop by itself.</summary>
    public static async Task<GatewayProcess> RunToTheEnd(string directory, params string[] arguments)
    {
        var gateway = new GatewayProcess(directory, arguments);
        await gateway.End();
        return gateway;
    }

    /// <summary>Asks it to stop, as Ctrl-C does.</summary>
    public void Interrupt() => Signal(Interruption);

    /// <summary>Asks it to stop, as an init system does.</summary>
    public void Terminate() => Signal(Termination);

    /// <summary>Ends it without a word to it.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <returns>Its exit code, once it has ended and all its output was read.</returns>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync().WaitAsync(LongestStop);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private static string Folder() => typeof(GatewayProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "GatewayFolder").Value!;

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
            if (line == LastLine)
            {
                _ready.TrySetResult(new Uri(Page().Match(_output.ToString()).Groups[1].Value));
            }
        }
    }

    private void Signal(int signal)
    {
        if (SendSignal(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"The process {_process.Id} cannot be sent signal {signal}.");
        }
    }

    [GeneratedRegex(@"^  page +(http\S+)/swagger\r?$", RegexOptions.Multiline)]
    private static partial Regex Page();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
