using Microsoft.Extensions.Options;
using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Answers 503 when a request is not answered within its time. What runs on is waited for all the same: its context
/// belongs to it until it ends, and it can write nothing any more.
/// </summary>
internal sealed partial class TimeLimit(
    RequestDelegate next, IOptions<ApiOptions> options, TimeProvider time, RefusalLog refusals, ILogger<TimeLimit> logger)
{
    private readonly TimeSpan limit = options.Value.RequestLimit;

    public Task InvokeAsync(HttpContext context)
    {
        var work = next(context);
        return work.IsCompleted ? work : Wait(context, work);
    }

    private async Task Wait(HttpContext context, Task work)
    {
        var request = ApiRequest.Of(context);
        var mine = context.GetEndpoint()?.Metadata.GetMetadata<EndpointLimits>()?.Time ?? limit;
        var left = mine - request.Elapsed;
        await work.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (!work.IsCompleted)
            {
                await AnswerInstead(context, request);
            }
        }
        finally
        {
            await work;
        }
    }

    private async Task AnswerInstead(HttpContext context, ApiRequest request)
    {
        if (context.Response.HasStarted || !request.TryClaimAnswer())
        {
            return;
        }

        if (refusals.IsFirst(RefusalReason.TimedOut))
        {
            LogExpired(context.GetEndpoint()?.DisplayName);
        }

        request.Expire();
        context.Response.Headers.Connection = "close";
        await ApiErrorWriter.WriteClaimed(context, ApiError.TimedOut);
        await context.Response.CompleteAsync();
    }

    [LoggerMessage(LogLevel.Warning, "{Endpoint} was not done in time and was answered 503")]
    private partial void LogExpired(string? endpoint);
}
