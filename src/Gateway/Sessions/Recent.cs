namespace Scheduling.Gateway.Sessions;

/// <summary>
/// A value as it was at most some time ago, counted from the start of the read. Askers share one read; a failed one is
/// told to who waited for it and not remembered.
/// </summary>
internal sealed class Recent<T>(Func<Task<T>> read, TimeSpan age, TimeProvider time)
{
    private readonly Lock starting = new();
    private Reading? latest;

    /// <summary>Read after this call began, or at most the age before it is answered.</summary>
    public ValueTask<T> Get()
    {
        var asked = time.GetTimestamp();
        return Volatile.Read(ref latest) is { Value.IsCompletedSuccessfully: true } reading && IsRecent(reading, asked)
            ? ValueTask.FromResult(reading.Value.Result)
            : new ValueTask<T>(Wait(asked));
    }

    private async Task<T> Wait(long asked)
    {
        while (true)
        {
            var reading = Current();
            var value = await reading.Value;
            if (reading.Started >= asked || IsRecent(reading, time.GetTimestamp()))
            {
                return value;
            }
        }
    }

    private Reading Current()
    {
        lock (starting)
        {
            var now = time.GetTimestamp();
            if (latest is { Value: { IsFaulted: false, IsCanceled: false } } reading && IsRecent(reading, now))
            {
                return reading;
            }

            latest = new Reading(now, read());
            return latest;
        }
    }

    private bool IsRecent(Reading reading, long now) => time.GetElapsedTime(reading.Started, now) <= age;

    private sealed record Reading(long Started, Task<T> Value);
}
