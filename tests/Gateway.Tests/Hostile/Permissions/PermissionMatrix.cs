namespace Scheduling.Gateway.Tests.Hostile.Permissions;

/// <summary>
/// Who may call what, about whom. Everything is here: an endpoint that is served and has no row fails the tests, and
/// <c>docs/permissions.md</c> is written from it.
/// </summary>
/// <remarks>
/// What a cell says of a caller: <c>all</c> about anybody of the hospital; <c>own</c> about themselves, as the patient
/// or as the clinician; <c>yes</c> about nobody in particular; <c>every</c> in every hospital; <c>open</c> without a
/// token; <c>-</c> role function is missing. The last columns are the answers about another person of the hospital, to
/// whoever has <c>own</c>, and about another hospital's, to everybody; <c>.</c> where there is no such case.
/// </remarks>
internal static class PermissionMatrix
{
    /// <summary>Under <c>/api/v3/patients/</c>; all but patients are told that only patients are authorized.</summary>
    public const string ForPatients = """
        method  path                                     patient  another's   elsewhere
        POST    appointments                             own      not-yours   no-person
        GET     appointments                             own      not-listed  not-listed
        GET     appointments/{appointmentId}             own      not-yours   no-appointment
        PUT     appointments/{appointmentId}             own      not-yours   no-appointment
        DELETE  appointments/{appointmentId}             own      not-yours   no-appointment
        GET     appointments/self-scheduling/clinicians  all      .           not-listed
        POST    availability-blocks/{id}/holds           own      not-yours   no-person
        DELETE  availability-blocks/{id}/holds/{holdId}  own      not-yours   no-block
        GET     authorized-patients                      yes      .           .
        """;

    /// <summary>
    /// Under <c>/api/v3/admin/</c>; patients are told that only staff are authorized. MS Manage_Staff_Appointments, MO
    /// Manage_Own_Appointments, PP Patient_Proxy, VS View_Staff_Appointments, VO View_Own_Appointments, MH
    /// Manage_Hospital, no none of them, PA platform administrator.
    /// </summary>
    public const string ForStaff = """
        method path                                    MS  MO  PP  VS  VO  VS+MO MH  no PA    another's   elsewhere
        POST   appointments                            all own all -   -   own   -   -  all   not-yours   no-person
        GET    appointments                            all own all all own all   -   -  all   not-listed  not-listed
        GET    appointments/{appointmentId}            all own all all own all   -   -  all   not-yours   no-appointment
        PUT    appointments/{appointmentId}            all own all -   -   own   -   -  all   not-yours   no-appointment
        DELETE appointments/{appointmentId}            all own all -   -   own   -   -  all   not-yours   no-appointment
        GET    appointments/self-scheduling/clinicians all own all all own all   -   -  all   not-listed  not-listed
        POST   availability-blocks/{id}/holds          all own all -   -   own   -   -  all   not-yours   no-person
        DELETE availability-blocks/{id}/holds/{holdId} all own all -   -   own   -   -  all   not-yours   no-block
        POST   availability-blocks                     all own -   -   -   own   -   -  all   no-function no-person
        GET    availability-blocks                     all own all all own all   -   -  all   not-listed  not-listed
        GET    availability-blocks/{id}                all own all all own all   -   -  all   no-function no-block
        PUT    availability-blocks/{id}                all own -   -   -   own   -   -  all   no-function no-block
        DELETE availability-blocks/{id}                all own -   -   -   own   -   -  all   no-function no-block
        GET    people/{personId}                       all all all -   -   all   all -  all   .           no-person
        PUT    people/{personId}                       -   -   -   -   -   -     all -  all   .           no-person
        POST   hospitals/import                        -   -   -   -   -   -     all -  every .           no-function
        """;

    /// <summary>Under <c>/api/</c>.</summary>
    public const string ForEverybody = """
        method  path                           everybody  another's  elsewhere
        GET     v2/codesets                    all        .          no-hospital
        GET     v2/timezones                   yes        .          .
        GET     v3/service-types               yes        .          .
        POST    v3/auth/user-sessions          open       .          .
        POST    v3/auth/user-sessions/renewal  open       .          .
        DELETE  v3/auth/user-sessions          yes        .          .
        """;

    /// <summary>
    /// Paths of version 2.1, and those of version 3 whose rows hold for them too; search and holds have none.
    /// </summary>
    public static readonly (string Path, string Like)[] Mirrors =
    [
        ("/api/v2.1/patients/appointments", "/api/v3/patients/appointments"),
        ("/api/v2.1/clinicians/appointments", "/api/v3/admin/appointments"),
        ("/api/v2.1/clinicians/availability-blocks", "/api/v3/admin/availability-blocks"),
    ];
}
