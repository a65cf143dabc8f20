using Scheduling.Gateway.Appointments;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.ReferenceData;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.People;

/// <summary>People of the caller's hospital: read and replaced by staff, and whom a patient may act for.</summary>
internal static class PeopleEndpoints
{
    private const RoleFunctions Readers = RoleFunctions.ManageStaffAppointments
        | RoleFunctions.ManageOwnAppointments | RoleFunctions.ManageHospital | RoleFunctions.PatientProxy;

    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddSingleton<PersonReplacement>();

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/v3/admin/people").WithTags("People").RequireStaff();
        people.MapGet("{personId}", Get).RequireFunction(Readers).DescribeGet();
        people.MapPut("{personId}", Replace).RequireFunction(RoleFunctions.ManageHospital).DescribeReplace();
        routes.MapGet("/api/v3/patients/authorized-patients", GetAuthorizedPatients)
            .WithTags("People").RequirePatient().DescribeAuthorizedPatients();
    }

    private static async Task<IResult> Get(HttpContext http, string personId, IGrainFactory grains) =>
        Guids.TryParse(personId, out var id)
        && await grains.People(http.Caller().HospitalId).FindRecord(id) is { } record
            ? Answer(record)
            : ApiError.UnknownPerson;

    private static async Task<IResult> Replace(HttpContext http, string personId, PersonReplacement replacement)
    {
        var body = await RequestBody.Read(http, ImportRecordsJson.Strict.PersonRecord, PersonRecordValidator.WithoutId);
        if (body.Error is { } fault)
        {
            return fault;
        }

        if (!Guids.TryParse(personId, out var id))
        {
            return ApiError.UnknownPerson;
        }

        var (record, error) = await replacement.Replace(http.Caller(), id, body.Value);
        return record is null ? error! : Answer(record);
    }

    /// <summary>The caller first, then their dependents by number.</summary>
    private static async Task<IResult> GetAuthorizedPatients(HttpContext http, IGrainFactory grains)
    {
        var self = http.CallerPerson();
        var dependents = await grains.People(self.Key.HospitalId).Find(self.Dependents);
        var patients = dependents
            .OfType<Person>()
            .Where(person => person.ContactType == ContactType.Patient && person.Key != self.Key)
            .OrderBy(person => person.Number)
            .Prepend(self)
            .Select(person => new AuthorizedPatientResponse(person.Number, person.ToResponse()));
        return JsonAnswer.Of(
            new Listing<AuthorizedPatientResponse>([.. patients]),
            PersonAnswersJson.Api.ListingAuthorizedPatientResponse);
    }

    private static IResult Answer(ImportedPerson record) =>
        JsonAnswer.Of(record.ToResponse(), PersonAnswersJson.Api.PersonRecordResponse);
}
