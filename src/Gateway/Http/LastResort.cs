using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Scheduling.Gateway.Admission;
using Scheduling.Grains.Storage;

namespace Scheduling.Gateway.Http;

/// <summary>
/// The outermost middleware: starts the request's clock, says the headers that every answer of the API has, and turns
/// whatever was not answered in the one error form into it. Nothing that passes here becomes a 500 or a page.
/// </summary>
internal sealed partial class LastResort(
    RequestDelegate next, IOptions<ApiOptions> options, TimeProvider time, RefusalLog refusals, ILogger<LastResort> logger)
{
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoSniff = "nosniff";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = new ApiRequest(options.Value, time);
        context.Features.Set(request);
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.Headers.CacheControl = NoStore;
            context.Response.Headers.XContentTypeOptions = NoSniff;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            await Answer(context, request, exception);
            return;
        }
        finally
        {
            request.Place.GiveBack();
        }

        if (IsBare(context.Response))
        {
            await ApiError.ForStatus(context.Response.StatusCode).ExecuteAsync(context);
        }
    }

    /// <summary>A status of the framework, or of an endpoint, without a body.</summary>
    private static bool IsBare(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 };

    private async Task Answer(HttpContext context, ApiRequest request, Exception exception)
    {
        var cancelled = request.HasExpired && exception is OperationCanceledException;
        if (cancelled || context.RequestAborted.IsCancellationRequested)
        {
            LogLate(exception, context.GetEndpoint()?.DisplayName);
            return;
        }

        var error = ErrorOf(exception, context);
        if (context.Response.HasStarted)
        {
            CutShort(context, request);
            return;
        }

        // Whoever had claimed the answer has failed with it.
        await ApiErrorWriter.WriteClaimed(context, error);
    }

    /// <summary>Half an answer must not look like a whole one; the one of the time limit is whole.</summary>
    private static void CutShort(HttpContext context, ApiRequest request)
    {
        if (!request.HasExpired)
        {
            context.Abort();
        }
    }

    private ApiError ErrorOf(Exception exception, HttpContext context)
    {
        if (exception is BadHttpRequestException refused)
        {
            return ApiError.ForStatus(refused.StatusCode);
        }

        if (exception is TimeoutException or OrleansException or StoreUnavailableException or OutcomeUnknownException)
        {
            if (refusals.IsFirst(RefusalReason.OutcomeUnknown))
            {
                LogUnavailable(exception, context.GetEndpoint()?.DisplayName);
            }
        }
        else
        {
            LogFailed(exception, context.GetEndpoint()?.DisplayName);
        }

        return ApiError.OutcomeUnknown;
    }

    [LoggerMessage(LogLevel.Error, "{Endpoint} failed")]
    private partial void LogFailed(Exception exception, string? endpoint);

    [LoggerMessage(LogLevel.Warning, "{Endpoint} had no answer from the cluster")]
    private partial void LogUnavailable(Exception exception, string? endpoint);

    [LoggerMessage(LogLevel.Debug, "{Endpoint} ended when nobody waited for it any more")]
    private partial void LogLate(Exception exception, string? endpoint);
}
