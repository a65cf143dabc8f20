using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Search;

/// <summary>Free times, by clinician: for patients who look for one, and for staff.</summary>
internal static class SlotSearchEndpoints
{
    private const string Path = "self-scheduling/clinicians";

    public static IServiceCollection AddSlotSearch(this IServiceCollection services) =>
        services.AddSingleton<SlotSearchCache>();

    public static void MapSlotSearch(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/api/v3/patients/appointments").RequirePatient(), Side.Patients);
        Map(routes.MapGroup("/api/v3/admin/appointments").RequireStaff(), Side.Staff);
    }

    private static void Map(RouteGroupBuilder appointments, Side side) => appointments
        .MapGet(Path, (
            HttpContext http, IGrainFactory grains, HospitalCache hospitals, SlotSearchCache cache, TimeProvider time) =>
            Search(http, side, grains, hospitals, cache, time))
        .WithTags("Appointments")
        .DescribeSearch(side);

    private static async Task<IResult> Search(
        HttpContext http,
        Side side,
        IGrainFactory grains,
        HospitalCache hospitals,
        SlotSearchCache cache,
        TimeProvider time)
    {
        var caller = http.Caller();
        if (!caller.MayRead(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        if (SlotSearchQuery.Read(http, time.GetUtcNow(), out var error) is not { } query)
        {
            return error!;
        }

        Guid? patient = null;
        if (query.PatientNumber is { } number)
        {
            var (found, refusal) = await grains.FindSearchedPatient(http, side, number);
            if (refusal is not null)
            {
                return refusal;
            }

            patient = found;
        }

        var hospital = await hospitals.Get(caller.HospitalId)
            ?? throw new InvalidOperationException($"Hospital {caller.HospitalId} has people but no settings.");
        if (Refuse(query, hospital, side) is { } closed)
        {
            return closed;
        }

        var page = await cache.Get(Key(http, side, query, hospital, patient));
        return new WrittenAnswer(page.Value.Json);
    }

    private static ApiError? Refuse(SlotSearchQuery query, Hospital hospital, Side side) =>
        query.ServiceTypeId is { } id && hospital.FindServiceType(id) is null ? ApiError.UnknownServiceType
        : side == Side.Patients && query.Length(TypeOf(query, hospital)) > hospital.LongestPatientVisit
            ? ApiError.Invalid("The appointment is longer than the hospital allows")
        : null;

    private static ServiceType? TypeOf(SlotSearchQuery query, Hospital hospital) =>
        query.ServiceTypeId is { } id ? hospital.FindServiceType(id) : null;

    private static SlotPageKey Key(
        HttpContext http, Side side, SlotSearchQuery query, Hospital hospital, Guid? patient)
    {
        var caller = http.Caller();
        var (start, end, until) = query.Range(caller.Zone);
        var length = query.Length(TypeOf(query, hospital));
        // A day that a zone leaves out has no instant; the one after it begins at once.
        var starts = new TimeRange(start, end > start ? end : start.AddSeconds(1));
        var audience = side == Side.Patients ? SlotAudience.Patients
            : caller.MayUseLockedBlocks() ? SlotAudience.StaffOfAllBlocks
            : SlotAudience.Staff;
        return new SlotPageKey(
            new SlotsKey(caller.HospitalId, starts, length, audience, patient),
            until,
            ClinicianKey.Of(query.ClinicianNumbers, caller.ReachToRead(side, http.CallerPerson()).Clinician),
            new SlotPageForm(caller.Zone, length, query.Skip, query.Take, query.SlotsPerClinician));
    }
}
