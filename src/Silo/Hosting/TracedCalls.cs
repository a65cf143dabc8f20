using System.Diagnostics;

namespace Scheduling.Silo.Hosting;

/// <summary>A request and the grain calls that it makes belong to one trace, in whichever process they run.</summary>
internal static class TracedCalls
{
    /// <summary>The sources of activities: of the web server, and of Orleans.</summary>
    public const string Requests = "Microsoft.AspNetCore";

    /// <inheritdoc cref="Requests"/>
    public const string GrainCalls = "Microsoft.Orleans.Application";

    public static ISiloBuilder UseTraces(this ISiloBuilder silo) =>
        AreWanted(silo.Configuration) ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="UseTraces(ISiloBuilder)"/>
    public static IClientBuilder UseTraces(this IClientBuilder client) =>
        AreWanted(client.Configuration) ? client.AddActivityPropagation() : client;

    /// <summary>Ids go with every call, also where its trace is not one of those that are sent: logs name them.</summary>
    public static void KeepIds() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name is Requests or GrainCalls,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        SampleUsingParentId = (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.PropagationData,
    });

    /// <summary>Where traces are sent somewhere, or logs say which one they belong to.</summary>
    private static bool AreWanted(IConfiguration configuration) =>
        TelemetryOptions.Read(configuration).Otlp.Endpoint is not null || ConsoleLog.IsJson(configuration);
}
