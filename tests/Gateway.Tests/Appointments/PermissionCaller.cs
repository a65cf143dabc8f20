namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>A kind of caller, by the name that the matrix of permissions has for them.</summary>
internal sealed record PermissionCaller(string Name, ContactType Type, RoleFunctions Functions)
{
    public static readonly PermissionCaller[] All =
    [
        new("patient", ContactType.Patient, RoleFunctions.None),
        Staff("MS", RoleFunctions.ManageStaffAppointments),
        Staff("MO", RoleFunctions.ManageOwnAppointments),
        Staff("PP", RoleFunctions.PatientProxy),
        Staff("VS", RoleFunctions.ViewStaffAppointments),
        Staff("VO", RoleFunctions.ViewOwnAppointments),
        Staff("VS+MO", RoleFunctions.ViewStaffAppointments | RoleFunctions.ManageOwnAppointments),
        Staff("MH", RoleFunctions.ManageHospital),
        Staff("no", RoleFunctions.None),
        new("PA", ContactType.PlatformAdministrator, RoleFunctions.None),
    ];

    private static PermissionCaller Staff(string name, RoleFunctions functions) =>
        new(name, ContactType.Clinician, functions);
}
