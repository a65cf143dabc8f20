using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>Lists of appointments: the same bodies as one appointment has, many at a time.</summary>
internal static class AppointmentListEndpoint
{
    public static async Task<IResult> List(
        HttpContext http, Side side, IGrainFactory grains, HospitalCache hospitals, TimeProvider time)
    {
        var caller = http.Caller();
        if (!caller.MayRead(side))
        {
            return ApiError.RoleFunctionMissing;
        }

        if (AppointmentListQuery.Read(http, side, time.GetUtcNow(), out var error) is not { } query)
        {
            return error!;
        }

        var page = await grains.AppointmentList(caller.HospitalId).List(query);
        var hospital = await hospitals.Get(caller.HospitalId)
            ?? throw new InvalidOperationException($"Hospital {caller.HospitalId} has people but no settings.");
        var people = page.People.ToDictionary(person => person.Key.Id);
        var answers = page.Appointments.Select(visit =>
            visit.ToResponse(people[visit.PatientId], people[visit.ClinicianId], hospital, caller.Zone));
        return JsonAnswer.Of(
            new AppointmentListResponse([.. answers], page.Total), AppointmentResponseJson.Api.AppointmentListResponse);
    }
}
