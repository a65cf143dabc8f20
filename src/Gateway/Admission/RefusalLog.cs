using Microsoft.Extensions.Options;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Admission;

/// <summary>
/// Keeps an overload from filling the log. The first request that is refused for a reason is told at once, by whoever
/// refused it; the others are counted, and told as one line every few seconds, until none is refused any more.
/// </summary>
internal sealed partial class RefusalLog : IDisposable
{
    private static readonly RefusalReason[] Reasons = Enum.GetValues<RefusalReason>();

    private readonly ILogger<RefusalLog> logger;
    private readonly TimeSpan period;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private readonly long[] counts = new long[Reasons.Length + 1];
    private readonly bool[] isToldOf = new bool[Reasons.Length + 1];

    public RefusalLog(IOptions<AdmissionOptions> options, TimeProvider time, ILogger<RefusalLog> logger)
    {
        this.logger = logger;
        period = TimeSpan.FromSeconds(options.Value.LogSeconds);
        timer = time.CreateTimer(
            static log => ((RefusalLog)log!).Tell(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it is the first one for long: then it is to be told, else it was counted.</summary>
    public bool IsFirst(RefusalReason reason)
    {
        lock (gate)
        {
            if (isToldOf[(int)reason])
            {
                counts[(int)reason]++;
                return false;
            }

            if (!isToldOf.Contains(true))
            {
                timer.Change(period, Timeout.InfiniteTimeSpan);
            }

            return isToldOf[(int)reason] = true;
        }
    }

    /// <summary>Tells of the first one that it was refused, and counts the others.</summary>
    public void Refused(RefusalReason reason)
    {
        if (IsFirst(reason))
        {
            LogRefused(reason);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        Tell();
    }

    private void Tell()
    {
        foreach (var reason in Reasons)
        {
            if (Take(reason) is > 0 and var count)
            {
                LogRefusedAgain(count, reason, period.TotalSeconds);
            }
        }
    }

    private long Take(RefusalReason reason)
    {
        lock (gate)
        {
            var count = counts[(int)reason];
            counts[(int)reason] = 0;
            isToldOf[(int)reason] &= count > 0;
            if (isToldOf[(int)reason])
            {
                timer.Change(period, Timeout.InfiniteTimeSpan);
            }

            return count;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A request was told to come back: {Reason}. Further ones are counted")]
    private partial void LogRefused(RefusalReason reason);

    [LoggerMessage(LogLevel.Warning, "{Count} more requests were told to come back: {Reason}, within {Seconds} s")]
    private partial void LogRefusedAgain(long count, RefusalReason reason, double seconds);
}
