using System.Collections.Concurrent;
using System.Globalization;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>
/// Stands where the gateway expects the cluster, and answers with objects of this process instead of references:
/// calling one is a method call.
/// </summary>
internal sealed class PlainObjects : IGrainFactory
{
    private readonly Dictionary<Type, Func<IdSpan, IGrain>> kinds;
    private readonly PlainHealth health;
    private readonly PlainLoginAttempts attempts = new();

    public PlainObjects(IBooking booking, IScheduleStore store, IScheduleReads reads, TimeProvider time)
    {
        health = new PlainHealth(store);
        var hospitals = OnePerHospital(id => new PlainHospital(id, store, time));
        kinds = new Dictionary<Type, Func<IdSpan, IGrain>>
        {
            [typeof(IAvailabilityBlockGrain)] = key => new PlainBlock(ScheduleKey(key), booking),
            [typeof(IAppointmentGrain)] = key => new PlainAppointment(ScheduleKey(key), booking),
            [typeof(IPeopleGrain)] = OnePerHospital(id => new PlainPeople(id, store)),
            [typeof(IHospitalGrain)] = hospitals,
            [typeof(IHospitalImportGrain)] = hospitals,
            [typeof(IUserSessionsGrain)] = hospitals,
            [typeof(IAppointmentListGrain)] = OnePerHospital(id => new PlainList(id, reads)),
            [typeof(ISlotSearchGrain)] = OnePerHospital(id => new PlainSearch(id, reads, time)),
        };
    }

    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey) =>
        kinds.TryGetValue(grainInterfaceType, out var make)
            ? make(grainKey)
            : throw Rivals.Unsupported($"what {grainInterfaceType.Name} does");

    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        GetGrain(grainInterfaceType, grainKey);

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => health is TGrainInterface found ? found : throw Unnamed;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => attempts is TGrainInterface found ? found : throw Unnamed;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw Unnamed;

    public TGrainInterface GetGrain<TGrainInterface>(
        Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw Unnamed;

    public TGrainInterface GetGrain<TGrainInterface>(
        long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw Unnamed;

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw Unnamed;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw Unnamed;

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw Unnamed;

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw Unnamed;

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw Unnamed;

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw Unnamed;

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw Unnamed;

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw Unnamed;

    public IAddressable GetGrain(GrainId grainId) => throw Unnamed;

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw Unnamed;

    private static NotSupportedException Unnamed => Rivals.Unsupported("grains that are named in another way");

    private static Func<IdSpan, IGrain> OnePerHospital<T>(Func<int, T> make)
        where T : class, IGrain
    {
        var made = new ConcurrentDictionary<int, T>();
        return key => GrainId.Create(default, key).TryGetIntegerKey(out var id, out _)
            ? made.GetOrAdd((int)id, make)
            : throw Unnamed;
    }

    private static Key ScheduleKey(IdSpan key) =>
        GrainId.Create(default, key).TryGetGuidKey(out var id, out var hospital)
            ? new Key(int.Parse(hospital!, CultureInfo.InvariantCulture), id)
            : throw Unnamed;
}
