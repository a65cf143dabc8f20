using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Http;

/// <summary>
/// What the gateway knows of one HTTP request beside its message: since when it runs, and who sent it.
/// </summary>
internal sealed class ApiRequest(ApiOptions options, TimeProvider time)
{
    private readonly long startedAt = time.GetTimestamp();
    private CancellationTokenSource? expiry;
    private Place place;
    private int answered;
    private volatile bool expired;

    public ApiOptions Options => options;

    public Caller? Caller { get; set; }

    /// <summary>Where it is worked on, among others of its kind.</summary>
    public ref Place Place => ref place;

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
    /// limit was answered in its stead finds it taken. Its place is free from then on: who reads an answer slowly
    /// keeps nobody waiting.
    /// </summary>
    public bool TryClaimAnswer()
    {
        if (Interlocked.Exchange(ref answered, 1) != 0)
        {
            return false;
        }

        place.GiveBack();
        return true;
    }

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
