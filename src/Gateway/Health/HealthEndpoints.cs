namespace Scheduling.Gateway.Health;

/// <summary>For whoever watches the process: whether it runs, and whether it can book.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", async (IGrainFactory grains, IHostApplicationLifetime life) =>
            !life.ApplicationStopping.IsCancellationRequested && await grains.GetGrain<IStoreHealthGrain>(0).Check()
                ? Results.Text("ready")
                : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
    }
}
