using System.Globalization;
using System.Runtime.CompilerServices;

namespace Scheduling;

/// <summary>The only way to name a grain: always by hospital and id.</summary>
public static class GrainFactoryExtensions
{
    public static IAvailabilityBlockGrain AvailabilityBlock(this IGrainFactory grains, Key key) =>
        Named<IAvailabilityBlockGrain>.Of(grains, Id(key));

    public static IAvailabilityBlockListGrain AvailabilityBlockList(this IGrainFactory grains, int hospitalId) =>
        Named<IAvailabilityBlockListGrain>.Of(grains, Id(hospitalId));

    public static IAppointmentGrain Appointment(this IGrainFactory grains, Key key) =>
        Named<IAppointmentGrain>.Of(grains, Id(key));

    public static IClinicianGrain Clinician(this IGrainFactory grains, Key key) =>
        Named<IClinicianGrain>.Of(grains, Id(key));

    public static IPeopleGrain People(this IGrainFactory grains, int hospitalId) =>
        Named<IPeopleGrain>.Of(grains, Id(hospitalId));

    public static IHospitalGrain Hospital(this IGrainFactory grains, int hospitalId) =>
        Named<IHospitalGrain>.Of(grains, Id(hospitalId));

    public static IHospitalImportGrain HospitalImport(this IGrainFactory grains, int hospitalId) =>
        Named<IHospitalImportGrain>.Of(grains, Id(hospitalId));

    public static IAppointmentListGrain AppointmentList(this IGrainFactory grains, int hospitalId) =>
        Named<IAppointmentListGrain>.Of(grains, Id(hospitalId));

    public static ISlotSearchGrain SlotSearch(this IGrainFactory grains, int hospitalId) =>
        Named<ISlotSearchGrain>.Of(grains, Id(hospitalId));

    public static IUserSessionsGrain UserSessions(this IGrainFactory grains, int hospitalId) =>
        Named<IUserSessionsGrain>.Of(grains, Id(hospitalId));

    /// <summary>The key of a block, appointment or clinician grain, read back from the grain itself.</summary>
    public static Key ScheduleKey(this IAddressable grain)
    {
        var id = grain.GetPrimaryKey(out var hospital);
        return new Key(int.Parse(hospital!, CultureInfo.InvariantCulture), id);
    }

    private static IdSpan Id(Key key) =>
        GrainIdKeyExtensions.CreateGuidKey(key.Id, key.HospitalId.ToString(CultureInfo.InvariantCulture));

    private static IdSpan Id(int hospitalId) => GrainIdKeyExtensions.CreateIntegerKey(hospitalId);

    /// <summary>
    /// Orleans looks an interface's names up by reflection whenever a grain is named, which is a twentieth of a booking:
    /// here they are looked up once per factory, and read off that first reference.
    /// </summary>
    private static class Named<TGrain>
        where TGrain : class, IGrain
    {
        private static readonly ConditionalWeakTable<IGrainFactory, GrainReference> Firsts = [];

        public static TGrain Of(IGrainFactory grains, IdSpan key)
        {
            if (!Firsts.TryGetValue(grains, out var first))
            {
                var named = grains.GetGrain(typeof(TGrain), key);
                if (named is not GrainReference reference)
                {
                    // A factory that answers with objects of its own, as a benchmark's does: there is nothing to remember.
                    return (TGrain)named;
                }

                first = reference;
                Firsts.AddOrUpdate(grains, first);
            }

            return (TGrain)grains.GetGrain(GrainId.Create(first.GrainId.Type, key), first.InterfaceType);
        }
    }
}
