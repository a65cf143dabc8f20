using System.Collections.Immutable;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Appointments;

/// <summary>The query string of a list, in the order of the contract.</summary>
internal static class AppointmentListQuery
{
    public const int MostTaken = 500;
    private const int UsuallyTaken = 50;
    private const int MostNameCharacters = 100;
    private const string Descending = ":desc";

    private static readonly int[] Statuses = [.. Enum.GetValues<AppointmentStatus>().Select(status => (int)status)];

    /// <summary>Nothing where something is wrong with it, which is told by the error then.</summary>
    /// <param name="http">The request.</param>
    /// <param name="side">The door that it came through.</param>
    /// <param name="now">Where a list begins that names no day.</param>
    /// <param name="error">All that is wrong at once.</param>
    public static ListAppointments? Read(HttpContext http, Side side, DateTimeOffset now, out ApiError? error)
    {
        var caller = http.Caller();
        var query = new QueryReader(http.Request.Query, caller.Zone);
        var starts = query.StartDates(caller.Zone, now);
        var list = new
        {
            Statuses = query.Codes("appointmentStatusCodes", Statuses),
            Types = query.Codes("appointmentTypeCodes", 1, 2, 3),
            Encounters = query.Codes("encounterTypeCodes", 1, 2, 3, 4),
            Clinicians = query.Clinicians(http),
            Patients = query.Numbers("patientIds"),
            Dependents = query.Flag("includePatientDependents"),
            Name = query.Text("patientOrPhysicianNameFilter", MostNameCharacters),
            Sort = Sort(query),
            Skip = query.Number("skip", 0, int.MaxValue, 0),
            Take = query.Number("take", 1, MostTaken, UsuallyTaken),
            ExcludesTotal = query.Flag("excludeTotalCount"),
        };
        error = query.Error;
        return error is not null || starts is not { } range ? null : new ListAppointments
        {
            Starts = range,
            Reach = list.Clinicians is []
                ? Reach.Nothing
                : ReachOf(http, side, list.Patients.IsEmpty && !list.Dependents),
            Statuses = [.. list.Statuses.Select(code => (AppointmentStatus)code)],
            Types = [.. list.Types.Select(code => (AppointmentType)code)],
            Encounters = [.. list.Encounters.Select(code => (EncounterType)code)],
            ClinicianNumbers = list.Clinicians ?? [],
            PatientNumbers = list.Patients,
            IncludeDependents = list.Dependents,
            NamePart = list.Name,
            Sort = list.Sort,
            Skip = list.Skip,
            Take = list.Take,
            CountsTotal = !list.ExcludesTotal,
        };
    }

    /// <summary>A patient who names nobody asks for their own appointments.</summary>
    private static Reach ReachOf(HttpContext http, Side side, bool asksForOwn) =>
        side == Side.Patients && asksForOwn
            ? new Reach { Patients = [http.Caller().PersonId] }
            : http.Caller().ReachToRead(side, http.CallerPerson());

    private static ImmutableArray<AppointmentSort> Sort(QueryReader query)
    {
        var sort = ImmutableArray.CreateBuilder<AppointmentSort>();
        foreach (var text in query.Texts("sortOrderFields"))
        {
            var isDescending = text.EndsWith(Descending, StringComparison.OrdinalIgnoreCase);
            var name = isDescending ? text[..^Descending.Length] : text;
            if (Field(name) is not { } field || sort.Any(earlier => earlier.Field == field))
            {
                query.Refuse(
                    "sortOrderFields", "must be of date, status, clinician, patient, each once, with :desc or without");
                return [];
            }

            sort.Add(new AppointmentSort(field, isDescending));
        }

        return sort.ToImmutable();
    }

    private static AppointmentSortField? Field(string name) => name.ToUpperInvariant() switch
    {
        "DATE" => AppointmentSortField.Date,
        "STATUS" => AppointmentSortField.Status,
        "CLINICIAN" => AppointmentSortField.Clinician,
        "PATIENT" => AppointmentSortField.Patient,
        _ => null,
    };
}
