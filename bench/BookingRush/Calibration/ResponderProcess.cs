using System.Diagnostics;
using System.Reflection;

namespace Scheduling.BookingRush;

/// <summary>
/// The responder as a process of its own, so that its processor time is not taken for the generator's.
/// </summary>
internal sealed class ResponderProcess : IDisposable
{
    public const string Command = "respond";

    private readonly Process process;

    private ResponderProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
    }

    public Uri Address { get; }

    public static async Task<ResponderProcess> Start(TimeSpan delay)
    {
        var path = Environment.ProcessPath!;
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        }

        start.ArgumentList.Add(Command);
        start.ArgumentList.Add("--delay");
        start.ArgumentList.Add(Lengths.Text(delay));
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The responder did not start.");
        return new ResponderProcess(process, new Uri(address));
    }

    /// <summary>
    /// What the process itself does: it says where it listens, and ends when its standard input does.
    /// </summary>
    public static async Task Serve(TimeSpan delay)
    {
        using var responder = new Responder(delay, TimeProvider.System);
        _ = responder.Run();
        Console.WriteLine(responder.Address);
        await Console.In.ReadToEndAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
