using System.Reflection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Scheduling.Silo.Hosting;

/// <summary>Measuring and tracing, the same in every process of this program.</summary>
internal static class Telemetry
{
    private const string OwnNames = "Scheduling.*";
    private const string OrleansMeter = "Microsoft.Orleans";

    /// <summary>Of Orleans' meters, which cost something for each message, what an operator asks for.</summary>
    private static readonly HashSet<string> OrleansInstruments =
    [
        "orleans-app-requests-timedout",
        "orleans-catalog-activations",
        "orleans-client-connected-gateways",
        "orleans-gateway-connected-clients",
        "orleans-messaging-expired",
    ];

    /// <param name="builder">The process that is being built.</param>
    /// <param name="process">What it is called where many are watched: <c>gateway</c>, <c>silo</c>.</param>
    /// <param name="startAtZero">Counts nothing of what has not happened yet, so that its first time is seen.</param>
    /// <exception cref="StartRefusedException">Something in the section <c>Telemetry</c> is none that it can be.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder, string process, params IEnumerable<Action> startAtZero)
    {
        var options = TelemetryOptions.Read(builder.Configuration);
        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(process, "scheduling", version?.InformationalVersion));
        if (options.Metrics)
        {
            telemetry.WithMetrics(metrics => Measure(metrics, options));
            builder.Services.AddHostedService(services => new AtStart(
                services.GetRequiredService<MeterProvider>(), startAtZero));
        }

        if (options.Otlp.Endpoint is not null)
        {
            telemetry.WithTracing(traces => Trace(traces, options));
        }

        if (ConsoleLog.IsJson(builder.Configuration))
        {
            TracedCalls.KeepIds();
        }
    }

    /// <summary>Prometheus' text, without a token.</summary>
    /// <param name="routes">Where nothing is measured, nothing is mapped.</param>
    /// <param name="isOperator">Whether a request comes from who may watch; others find no such path.</param>
    public static void MapMetrics(this IEndpointRouteBuilder routes, Func<HttpContext, bool> isOperator)
    {
        if (routes.ServiceProvider.GetService<MeterProvider>() is { } meters)
        {
            routes.MapPrometheusScrapingEndpoint("/metrics", meters, KeepOut, optionsName: null);
        }

        void KeepOut(IApplicationBuilder scrape) => scrape.Use((http, next) =>
        {
            if (isOperator(http))
            {
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static void Measure(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(OwnNames, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddMeter("System.Runtime", OrleansMeter)
            .AddView(instrument => instrument.Meter.Name == OrleansMeter && !OrleansInstruments.Contains(instrument.Name)
                ? MetricStreamConfiguration.Drop
                : null)
            .AddPrometheusExporter(prometheus =>
            {
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
            });
        if (options.Otlp.Endpoint is not null)
        {
            metrics.AddOtlpExporter(exporter => Send(exporter, options.Otlp, "metrics"));
        }
    }

    private static void Trace(TracerProviderBuilder traces, TelemetryOptions options)
    {
        var share = new TraceIdRatioBasedSampler(options.Sampling);
        traces.AddSource(OwnNames, TracedCalls.Requests, TracedCalls.GrainCalls, "Npgsql")
            .SetSampler(new ParentBasedSampler(share, remoteParentSampled: share))
            .AddOtlpExporter(exporter => Send(exporter, options.Otlp, "traces"));
    }

    private static void Send(OtlpExporterOptions exporter, OtlpOptions otlp, string signal)
    {
        exporter.Endpoint = otlp.Address(signal);
        exporter.Protocol = otlp.Protocol switch
        {
            OtlpProtocol.Grpc => OtlpExportProtocol.Grpc,
            OtlpProtocol.Http => OtlpExportProtocol.HttpProtobuf,
        };
    }

    /// <param name="listener">It exists, and listens, before anything is counted.</param>
    /// <param name="actions">What to do then.</param>
    private sealed class AtStart(MeterProvider listener, IEnumerable<Action> actions) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(listener);
            foreach (var action in actions)
            {
                action();
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
