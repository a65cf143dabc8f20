namespace Scheduling.Silo.Hosting;

/// <summary>One line per event on the console.</summary>
internal static class EventLog
{
    private static readonly string[] ReportersOfFailedStarts =
    [
        "Microsoft.Extensions.Hosting.Internal.Host",
        "Orleans.Runtime.Silo",
        "Orleans.Runtime.SiloLifecycleSubject",
    ];

    public static void AddEventLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.AddConsoleLog();
        builder.SilenceFailedStart();
    }

    /// <summary>
    /// Whatever the silo says of a stop that follows a failed start, such as calls that were under way, is a
    /// consequence.
    /// </summary>
    public static void SilenceStopOfFailedStart(this WebApplication app)
    {
        if (!EverythingIsAskedFor(app.Configuration))
        {
            app.Configuration["Logging:LogLevel:Orleans"] = nameof(LogLevel.None);
            ((IConfigurationRoot)app.Configuration).Reload();
        }
    }

    /// <summary>Why a start failed is told once, on standard error, unless everything is asked for.</summary>
    private static void SilenceFailedStart(this WebApplicationBuilder builder)
    {
        if (EverythingIsAskedFor(builder.Configuration))
        {
            return;
        }

        var hasStarted = false;
        foreach (var reporter in ReportersOfFailedStarts)
        {
            // The silo's only warning recommends a garbage collector for machines with many cores.
            builder.Logging.AddFilter(reporter, level => hasStarted && level >= LogLevel.Error);
        }

        builder.Services.AddHostedService(services => new WhenStarted(
            services.GetRequiredService<IHostApplicationLifetime>(), () => hasStarted = true));
    }

    private static bool EverythingIsAskedFor(IConfiguration configuration) =>
        Enum.TryParse<LogLevel>(configuration["Logging:LogLevel:Default"], true, out var least)
        && least <= LogLevel.Debug;

    private sealed class WhenStarted(IHostApplicationLifetime life, Action action) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            life.ApplicationStarted.Register(action);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
