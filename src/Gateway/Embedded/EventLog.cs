namespace Scheduling.Gateway.Embedded;

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
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.SilenceFailedStart();
    }

    /// <summary>Why a start failed is told once, on standard error, unless everything is asked for.</summary>
    private static void SilenceFailedStart(this WebApplicationBuilder builder)
    {
        if (Enum.TryParse<LogLevel>(builder.Configuration["Logging:LogLevel:Default"], true, out var least)
            && least <= LogLevel.Debug)
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
