using System.Collections.Concurrent;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// Hospitals as their grains knew them at most a second ago. Calls for one hospital share one read; a failed read fails
/// those that waited for it and is not kept, nor is a hospital that does not exist: callers make up ids.
/// </summary>
internal sealed class HospitalCache(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan OldestAnswer = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, Reading> readings = new();

    /// <summary>Nothing where there is no such hospital.</summary>
    public ValueTask<Hospital?> Get(int hospitalId)
    {
        if (readings.TryGetValue(hospitalId, out var reading) && IsFresh(reading))
        {
            return new(reading.Answer);
        }

        return new(Read(hospitalId, reading));
    }

    /// <summary>Counted from before the grain was asked.</summary>
    private bool IsFresh(Reading reading) => time.GetElapsedTime(reading.StartedAt) < OldestAnswer;

    private Task<Hospital?> Read(int hospitalId, Reading? old)
    {
        var mine = new Reading(time.GetTimestamp());
        var won = old is null ? readings.TryAdd(hospitalId, mine) : readings.TryUpdate(hospitalId, mine, old);
        if (won)
        {
            _ = mine.Run(grains.Hospital(hospitalId), () => readings.TryRemove(new(hospitalId, mine)));
            return mine.Answer;
        }

        return readings.TryGetValue(hospitalId, out var other) && IsFresh(other) ? other.Answer : Read(hospitalId, other);
    }

    /// <summary>One read of one hospital, compared by identity.</summary>
    private sealed class Reading(long startedAt)
    {
        private readonly TaskCompletionSource<Hospital?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long StartedAt => startedAt;

        public Task<Hospital?> Answer => answer.Task;

        public async Task Run(IHospitalGrain grain, Action forget)
        {
            try
            {
                var hospital = await grain.Get();
                if (hospital is null)
                {
                    forget();
                }

                answer.SetResult(hospital);
            }
            catch (Exception exception)
            {
                forget();
                answer.SetException(exception);
            }
        }
    }
}
