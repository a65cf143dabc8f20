using System.Globalization;

namespace Scheduling;

/// <summary>The only way to name a grain: always by hospital and id.</summary>
public static class GrainFactoryExtensions
{
    public static IAvailabilityBlockGrain AvailabilityBlock(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IAvailabilityBlockGrain>(key.Id, Text(key.HospitalId));

    public static IAppointmentGrain Appointment(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IAppointmentGrain>(key.Id, Text(key.HospitalId));

    public static IClinicianGrain Clinician(this IGrainFactory grains, Key key) =>
        grains.GetGrain<IClinicianGrain>(key.Id, Text(key.HospitalId));

    public static IPeopleGrain People(this IGrainFactory grains, int hospitalId) =>
        grains.GetGrain<IPeopleGrain>(hospitalId);

    public static IHospitalGrain Hospital(this IGrainFactory grains, int hospitalId) =>
        grains.GetGrain<IHospitalGrain>(hospitalId);

    public static IHospitalImportGrain HospitalImport(this IGrainFactory grains, int hospitalId) =>
        grains.GetGrain<IHospitalImportGrain>(hospitalId);

    public static IUserSessionsGrain UserSessions(this IGrainFactory grains, int hospitalId) =>
        grains.GetGrain<IUserSessionsGrain>(hospitalId);

    /// <summary>The key of a block, appointment or clinician grain, read back from the grain itself.</summary>
    public static Key ScheduleKey(this IAddressable grain)
    {
        var id = grain.GetPrimaryKey(out var hospital);
        return new Key(int.Parse(hospital!, CultureInfo.InvariantCulture), id);
    }

    private static string Text(int hospitalId) => hospitalId.ToString(CultureInfo.InvariantCulture);
}
