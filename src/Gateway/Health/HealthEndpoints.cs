using Scheduling.Gateway.Http;
using Scheduling.Silo.Management;

namespace Scheduling.Gateway.Health;

/// <summary>For whoever watches the process: whether it runs, and whether it can book.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", IResult () => EmptyAnswer.Ok)
            .WithTags("Health").WithSummary("Whether the process runs").Answers();
        routes.MapGet("/health/ready", Ready)
            .WithTags("Health").WithSummary("Whether it can book").Answers().DescribesErrors(ApiError.NotReady);
    }

    private static async Task<IResult> Ready(Readiness readiness) =>
        await readiness.Check() ? EmptyAnswer.Ok : ApiError.NotReady;
}
