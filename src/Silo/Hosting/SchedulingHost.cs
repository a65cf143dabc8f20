using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration.Memory;

namespace Scheduling.Silo.Hosting;

/// <summary>What every process of this program does alike: settings, log, clock, start and stop.</summary>
internal static class SchedulingHost
{
    /// <summary>All that a stop may take: requests, then grains, then what the store has yet to write.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Scheduling"] = "Information",
        // Each start asks whether tomorrow is open, which it mostly is.
        ["Logging:LogLevel:Scheduling.Grains.Clinicians"] = "Warning",
        // What it says of single connections is their clients' doing: slow senders would fill the log. What goes wrong
        // behind it is told once, by the gateway itself.
        ["Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel"] = "Critical",
        // Of a message that came too late it prints all that is in it.
        ["Logging:LogLevel:Orleans.Messaging"] = "Error",
        // On every start it takes the machine's age for a delay.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
    };

    /// <param name="args">As on the command line: settings with their values.</param>
    /// <param name="usage">The settings that there are.</param>
    /// <param name="defaults">Those of this program.</param>
    /// <exception cref="StartRefusedException">The program is called wrongly.</exception>
    public static WebApplicationBuilder CreateBuilder(
        string[] args, Usage usage, IEnumerable<KeyValuePair<string, string?>> defaults)
    {
        usage.Check(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once: a watcher would cost one of the machine's few.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Insert(
            0, new MemoryConfigurationSource { InitialData = Defaults.Concat(defaults) });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.Configure<KeyManagementOptions>(NoKeyRing.Use);
        // The framework's filter answers with a page before anything of ours is asked: hosts are the balancer's matter.
        builder.Services.PostConfigure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        builder.AddEventLog();
        return builder;
    }

    /// <summary>Runs until somebody stops it. A start that fails is stopped like any other, then told.</summary>
    public static async Task RunToTheEnd(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped before it was ready.
            await StopWhatStarted(app);
            return;
        }
        catch
        {
            await StopWhatStarted(app);
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    private static async Task StopWhatStarted(WebApplication app)
    {
        app.SilenceStopOfFailedStart();
        try
        {
            await app.StopAsync();
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or AggregateException)
        {
            // What never started cannot stop, and says so. What matters is why, which the caller is about to tell.
        }
    }
}
