using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration.Memory;
using Scheduling.Silo.Hosting;

namespace Scheduling.Gateway.Embedded;

/// <summary>One process with everything in it: the gateway, a silo, and the files that it keeps.</summary>
internal static class EmbeddedHost
{
    /// <summary>All that a stop may take: requests, then grains, then what the store has yet to write.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["urls"] = "http://127.0.0.1:5080",
        ["Role"] = "embedded",
        ["Data:Directory"] = "data",
        ["AllowedHosts"] = "*",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Scheduling"] = "Information",
        // Each start asks whether tomorrow is open, which it mostly is.
        ["Logging:LogLevel:Scheduling.Grains.Clinicians"] = "Warning",
        // What it says of single connections is their clients' doing: slow senders would fill the log. What goes wrong
        // behind it is told once, by the gateway itself.
        ["Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel"] = "Critical",
        // On every start it takes the machine's age for a delay.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
    };

    /// <exception cref="StartRefusedException">The program is called, or set up, wrongly.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        Usage.Check(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once: a watcher would cost one of the machine's few.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        CheckRole(builder.Configuration["Role"]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.Configure<KeyManagementOptions>(NoKeyRing.Use);
        builder.AddEventLog();
        return builder;
    }

    /// <exception cref="StartRefusedException">The folder cannot be used.</exception>
    public static Task<DataDirectory> OpenDataDirectory(this WebApplicationBuilder builder) =>
        DataDirectory.Open(builder.Configuration["Data:Directory"] ?? "", TimeProvider.System);

    /// <summary>The file that is named for import, and the demo hospital where it is wanted.</summary>
    /// <exception cref="StartRefusedException">Whether the demo is wanted has to be said.</exception>
    public static void UseFirstHospitals(this WebApplicationBuilder builder, DataDirectory directory)
    {
        var addresses = ListeningAddresses.Read(builder.Configuration);
        builder.Services.AddHostedService<ImportAtStart>();
        builder.Services.AddSingleton(DemoRule.Read(builder.Configuration, addresses, directory));
        builder.Services.AddSingleton(DemoFile.Read());
        builder.Services.AddSingleton<DemoDays>();
        builder.Services.AddSingleton<DemoHospital>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoHospital>());
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

    private static void CheckRole(string? role)
    {
        if (!string.Equals(role, "embedded", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartRefusedException($"Role \"{role}\" is not part of this version: say embedded, or nothing.");
        }
    }
}
