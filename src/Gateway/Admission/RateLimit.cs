using System.Threading.RateLimiting;

namespace Scheduling.Gateway.Admission;

/// <summary>A limit of requests in a time, for each of its kind.</summary>
internal interface IRateLimit : IDisposable
{
    /// <summary>As the header <c>RateLimit-Policy</c> says it.</summary>
    string Policy { get; }

    /// <summary>Counts the request; says when the next one is let through where this one is not.</summary>
    TimeSpan? Refuse(HttpContext context, Key caller);

    /// <summary>As the header <c>RateLimit</c> says it: what is left, and where nothing is, for how many seconds.</summary>
    string Left(HttpContext context, Key caller, TimeSpan? wait);
}

/// <param name="name">In the headers.</param>
/// <param name="options">The limit.</param>
/// <param name="whose">Whose request it is.</param>
internal sealed class RateLimit<TKey>(string name, RateOptions options, Func<HttpContext, Key, TKey> whose) : IRateLimit
    where TKey : notnull
{
    /// <summary>Of a window: what is used becomes free again part by part, and not all at once.</summary>
    private const int Segments = 10;

    private readonly PartitionedRateLimiter<TKey> limiter = PartitionedRateLimiter.Create<TKey, TKey>(
        key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Requests,
            Window = TimeSpan.FromSeconds(options.Seconds),
            SegmentsPerWindow = Segments,
        }));

    public string Policy { get; } = FormattableString.Invariant($"\"{name}\";q={options.Requests};w={options.Seconds}");

    public TimeSpan? Refuse(HttpContext context, Key caller)
    {
        using var lease = limiter.AttemptAcquire(whose(context, caller));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : TimeSpan.FromSeconds((double)options.Seconds / Segments);
    }

    public string Left(HttpContext context, Key caller, TimeSpan? wait)
    {
        var left = limiter.GetStatistics(whose(context, caller))?.CurrentAvailablePermits ?? options.Requests;
        return wait is { } time
            ? FormattableString.Invariant($"\"{name}\";r=0;t={Math.Max(1, (long)Math.Ceiling(time.TotalSeconds))}")
            : FormattableString.Invariant($"\"{name}\";r={left}");
    }

    public void Dispose() => limiter.Dispose();
}
