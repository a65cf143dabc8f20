using System.Text.RegularExpressions;

namespace Scheduling.BookingRush;

/// <summary>The built gateway as a process of its own, on a free port of the loopback address.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private const string Program = "Gateway";

    private readonly ProgramProcess process;

    private GatewayProcess(ProgramProcess process) => this.process = process;

    public int Id => process.Id;

    public bool IsRunning => process.IsRunning;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(Page().Match(Output).Groups[1].Value);

    public string Output => process.Output;

    public string Error => process.Error;

    /// <summary>Starts it in a folder and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It stopped instead.</exception>
    public static async Task<GatewayProcess> Start(string directory, params string[] arguments)
    {
        string[] settings = ["--urls", "http://127.0.0.1:0", .. arguments];
        return new GatewayProcess(await ProgramProcess.Launch(Program, directory, settings).Ready());
    }

    /// <summary>Starts it where it is expected to stop by itself.</summary>
    public static async Task<GatewayProcess> RunToTheEnd(string directory, params string[] arguments) =>
        new(await ProgramProcess.RunToTheEnd(Program, directory, arguments));

    public void Interrupt() => process.Interrupt();

    public void Terminate() => process.Terminate();

    public Task Kill() => process.Kill();

    public Task<int> End() => process.End();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    [GeneratedRegex(@"^  page +(http\S+)/swagger\r?$", RegexOptions.Multiline)]
    private static partial Regex Page();
}
