using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Search;

/// <summary>The patient for whom a time is looked for, and whether the caller may look for one.</summary>
internal static class SearchedPatients
{
    /// <summary>
    /// The search shows when the patient has something else: patients may ask for whom they may book, staff who may read
    /// all appointments or book any patient.
    /// </summary>
    public static async Task<(Guid? Patient, ApiError? Refusal)> FindSearchedPatient(
        this IGrainFactory grains, HttpContext http, Side side, int number)
    {
        var caller = http.Caller();
        if (side == Side.Staff && !caller.MayChange(side)
            && !caller.ReachToRead(side, http.CallerPerson()).Everyone)
        {
            return (null, ApiError.RoleFunctionMissing);
        }

        if (await grains.SlotSearch(caller.HospitalId).FindPatient(number) is not { } id)
        {
            return (null, ApiError.UnknownPerson);
        }

        if (side == Side.Patients && !caller.ReachToRead(side, http.CallerPerson()).Patients.Contains(id))
        {
            return (null, ApiError.NotYourAppointment);
        }

        var people = await grains.People(caller.HospitalId).Find([id]);
        return people[0] is { IsActive: true } ? (id, null) : (null, ApiError.Invalid("The patient is not active"));
    }
}
