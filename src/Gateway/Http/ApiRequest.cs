namespace Scheduling.Gateway.Http;

/// <summary>What the gateway knows of one HTTP request beside its message: since when it runs, and who sent it.</summary>
internal sealed class ApiRequest(ApiOptions options, TimeProvider time)
{
    private readonly long startedAt = time.GetTimestamp();
    private int answered;

    public ApiOptions Options => options;

    public Caller? Caller { get; set; }

    /// <summary>Since the first middleware saw the request.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(startedAt);

    public TimeProvider Time => time;

    /// <summary>
    /// True for the first that asks: only who got it may write the answer. A handler that comes back after the time
    /// limit was answered in its stead finds it taken.
    /// </summary>
    public bool TryClaimAnswer() => Interlocked.Exchange(ref answered, 1) == 0;

    /// <summary>Never fails: a request that did not come through the pipeline gets one that starts now.</summary>
    public static ApiRequest Of(HttpContext context)
    {
        if (context.Features.Get<ApiRequest>() is not { } request)
        {
            request = new ApiRequest(new ApiOptions(), TimeProvider.System);
            context.Features.Set(request);
        }

        return request;
    }
}
