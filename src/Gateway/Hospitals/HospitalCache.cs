using System.Collections.Concurrent;
using NodaTime;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

/// <summary>Settings of hospitals as they were at most a second ago.</summary>
internal sealed class HospitalCache(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    // As many as there are hospitals: callers name none but their own.
    private readonly ConcurrentDictionary<int, Recent<Hospital?>> hospitals = [];

    /// <summary>Nothing where the hospital was never imported.</summary>
    public ValueTask<Hospital?> Get(int hospitalId) =>
        (hospitals.TryGetValue(hospitalId, out var found)
            ? found
            : hospitals.GetOrAdd(hospitalId, id => new Recent<Hospital?>(() => grains.Hospital(id).Get(), Age, time)))
        .Get();

    /// <summary>The hospital's zone; UTC where it was never imported.</summary>
    public async ValueTask<DateTimeZone> Zone(int hospitalId) =>
        await Get(hospitalId) is { } hospital && DateTimeZoneProviders.Tzdb.GetZoneOrNull(hospital.TimeZone) is { } zone
            ? zone
            : DateTimeZone.Utc;
}
