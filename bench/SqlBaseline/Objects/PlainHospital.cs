using System.Collections.Immutable;
using Scheduling.Grains.Hospitals;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>
/// A hospital's settings, in memory: what was imported since the start. Nobody's session is ended, and nobody's login
/// slowed down.
/// </summary>
internal sealed class PlainHospital(int hospitalId, IScheduleStore store, TimeProvider time)
    : IHospitalGrain, IHospitalImportGrain, IUserSessionsGrain
{
    private readonly Lock merging = new();
    private volatile Hospital? hospital;

    public Task<Hospital?> Get() => Task.FromResult(hospital);

    public Task Merge(Hospital merged)
    {
        lock (merging)
        {
            hospital = hospital?.MergedWith(merged) ?? merged;
        }

        return Task.CompletedTask;
    }

    public async Task<ImportAnswer> Import(ImportBatch batch)
    {
        var outcome = await store.Import(hospitalId, batch, time.GetUtcNow());
        return outcome.Answer with { Changes = outcome.Changes };
    }

    public Task End(EndedSession session) => throw Rivals.Unsupported("ending sessions");

    public Task<ImmutableArray<EndedSession>> GetEnded() => Task.FromResult<ImmutableArray<EndedSession>>([]);
}

/// <summary>Any number of failed logins is allowed.</summary>
internal sealed class PlainLoginAttempts : ILoginAttemptsGrain
{
    public Task<TimeSpan?> Begin(int most, TimeSpan window) => Task.FromResult<TimeSpan?>(null);

    public Task Succeeded() => Task.CompletedTask;
}
