using Scheduling.Silo.Hosting;

namespace Scheduling.Silo.Management;

/// <summary>For whoever watches the process: the one place where such endpoints are mapped for silos and gateways.</summary>
internal static class ManagementEndpoints
{
    public static void MapManagement(this IEndpointRouteBuilder routes) =>
        routes.MapMetrics(routes.ServiceProvider.GetRequiredService<ManagementListener>().IsReachedBy);

    /// <summary>Whether a silo runs, and whether it can book. A gateway says so in its own form.</summary>
    public static void MapSiloHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.StatusCode(StatusCodes.Status200OK));
        routes.MapGet("/health/ready", async (Readiness readiness) => Results.StatusCode(
            await readiness.Check() ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
    }
}
