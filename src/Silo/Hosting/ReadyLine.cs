using Scheduling.Silo.Management;

namespace Scheduling.Silo.Hosting;

/// <summary>The last line that a start writes: whoever waits for it has read all that comes before.</summary>
internal static class ReadyLine
{
    private const string Text = "Ready. Ctrl-C stops it.";

    /// <param name="app">The process.</param>
    /// <param name="facts">What else to know, in lines.</param>
    public static void ShowWhenReady(this WebApplication app, Func<string> facts)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Lifetime.ApplicationStarted.Register(() => _ = Show());

        async Task Show()
        {
            await readiness.Prepared;
            await Console.Out.WriteAsync($"{facts()}{Environment.NewLine}{Text}{Environment.NewLine}");
        }
    }
}
