using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Scheduling.Gateway.Http;

/// <summary>
/// Refuses a caller that has too many requests in flight, so that one cannot take the gateway from all others.
/// </summary>
internal sealed class CallerLimit(RequestDelegate next, IOptions<ApiOptions> options)
{
    private static readonly ApiError Refusal =
        ApiError.TooManyRequests(TimeSpan.FromSeconds(1), RefusalReason.CallerLimit);

    private readonly InFlight inFlight = new(options.Value.RequestsInFlightPerCaller);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.FindCaller()?.Key is not { } caller)
        {
            return next(context);
        }

        return inFlight.TryEnter(caller) ? Run(context, caller) : Refusal.ExecuteAsync(context);
    }

    private async Task Run(HttpContext context, Key caller)
    {
        try
        {
            await next(context);
        }
        finally
        {
            inFlight.Leave(caller);
        }
    }
}

/// <summary>Counts what is in flight by key, exactly. Holds nothing of who has nothing in flight.</summary>
internal sealed class InFlight
{
    private readonly int most;
    private readonly Stripe[] stripes = [.. Enumerable.Range(0, 64).Select(_ => new Stripe())];

    public InFlight(int most) => this.most = most;

    public bool TryEnter(Key key)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(stripe.Counts, key, out _);
            if (count >= most)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    public void Leave(Key key)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            if (--CollectionsMarshal.GetValueRefOrNullRef(stripe.Counts, key) == 0)
            {
                stripe.Counts.Remove(key);
            }
        }
    }

    private Stripe StripeOf(Key key) => stripes[(uint)key.GetHashCode() % (uint)stripes.Length];

    /// <summary>A part of the keys under a lock of its own.</summary>
    private sealed class Stripe
    {
        public Lock Gate { get; } = new();

        public Dictionary<Key, int> Counts { get; } = [];
    }
}
