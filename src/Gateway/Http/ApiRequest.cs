namespace Scheduling.Gateway.Http;

/// <summary>
/// What the gateway knows of one HTTP request beside its message: since when it runs, and who sent it.
/// </summary>
internal sealed class ApiRequest(ApiOptions options, TimeProvider time)
{
    private readonly long startedAt = time.GetTimestamp();
    private CancellationTokenSource? expiry;
    private int answered;
    private volatile bool expired;

    public ApiOptions Options => options;

    public Caller? Caller { get; set; }

    /// <summary>Since the first middleware saw the request.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(startedAt);

    /// <summary>Whether the time limit was reached before there was an answer.</summary>
    public bool HasExpired => expired;

    /// <summary>
    /// Cancelled when the time limit is reached. Made when it is asked for: most requests never wait that long.
    /// </summary>
    public CancellationToken Expired
    {
        get
        {
            Interlocked.CompareExchange(ref expiry, new CancellationTokenSource(), null);
            if (expired)
            {
                expiry.Cancel();
            }

            return expiry.Token;
        }
    }

    /// <summary>
    /// True for the first that asks: only who got it may write the answer. A handler that comes back after the time
    /// limit was answered in its stead finds it taken.
    /// </summary>
    public bool TryClaimAnswer() => Interlocked.Exchange(ref answered, 1) == 0;

    /// <summary>Says that the time limit is reached.</summary>
    public void Expire()
    {
        expired = true;
        Interlocked.MemoryBarrier();
        expiry?.Cancel();
    }

    /// <exception cref="InvalidOperationException">
    /// The request did not come through <see cref="ApiPipeline.UseApi"/>.
    /// </exception>
    public static ApiRequest Of(HttpContext context) => context.Features.Get<ApiRequest>()
        ?? throw new InvalidOperationException("UseApi() has to be the first in the pipeline.");
}
