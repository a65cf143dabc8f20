namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>Whose appointments a caller may touch.</summary>
public enum Scope
{
    None,
    Own,
    All,
}

/// <summary>The contract's section 4, for appointments: one row per kind of caller.</summary>
/// <param name="Caller">As the contract names them.</param>
/// <param name="Type">Their person's.</param>
/// <param name="Functions">Their token's.</param>
/// <param name="Changes">What they may create, update and cancel at their own door.</param>
/// <param name="Reads">What they may read there.</param>
internal sealed record PermissionRow(
    string Caller, ContactType Type, RoleFunctions Functions, Scope Changes, Scope Reads)
{
    private const RoleFunctions EveryFunction = (RoleFunctions)63;

    public static readonly PermissionRow[] Table =
    [
        Staff("Manage_Staff_Appointments", RoleFunctions.ManageStaffAppointments, Scope.All, Scope.All),
        Staff("Manage_Own_Appointments", RoleFunctions.ManageOwnAppointments, Scope.Own, Scope.Own),
        Staff("Patient_Proxy", RoleFunctions.PatientProxy, Scope.All, Scope.All),
        Staff("View_Staff_Appointments", RoleFunctions.ViewStaffAppointments, Scope.None, Scope.All),
        Staff("View_Own_Appointments", RoleFunctions.ViewOwnAppointments, Scope.None, Scope.Own),
        Staff("Manage_Hospital", RoleFunctions.ManageHospital, Scope.None, Scope.None),
        Staff("no function", RoleFunctions.None, Scope.None, Scope.None),
        Staff(
            "View_Staff and Manage_Own", RoleFunctions.ViewStaffAppointments | RoleFunctions.ManageOwnAppointments,
            Scope.Own, Scope.All),
        new("platform administrator", ContactType.PlatformAdministrator, RoleFunctions.None, Scope.All, Scope.All),
        new("patient", ContactType.Patient, RoleFunctions.None, Scope.Own, Scope.Own),
        new("patient whose token names functions", ContactType.Patient, EveryFunction, Scope.Own, Scope.Own),
    ];

    public bool IsPatient => Type == ContactType.Patient;

    private static PermissionRow Staff(string caller, RoleFunctions functions, Scope changes, Scope reads) =>
        new(caller, ContactType.Clinician, functions, changes, reads);
}
