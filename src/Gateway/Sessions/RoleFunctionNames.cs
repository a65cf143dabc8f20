namespace Scheduling.Gateway.Sessions;

/// <summary>Role functions as tokens and files write them.</summary>
internal static class RoleFunctionNames
{
    private static readonly Dictionary<string, RoleFunctions> ByName = new(StringComparer.Ordinal)
    {
        ["Manage_Staff_Appointments"] = RoleFunctions.ManageStaffAppointments,
        ["Manage_Own_Appointments"] = RoleFunctions.ManageOwnAppointments,
        ["Patient_Proxy"] = RoleFunctions.PatientProxy,
        ["View_Staff_Appointments"] = RoleFunctions.ViewStaffAppointments,
        ["View_Own_Appointments"] = RoleFunctions.ViewOwnAppointments,
        ["Manage_Hospital"] = RoleFunctions.ManageHospital,
    };

    public static readonly RoleFunctions All =
        ByName.Values.Aggregate(RoleFunctions.None, (all, function) => all | function);

    public static RoleFunctions? Find(string name) => ByName.TryGetValue(name, out var function) ? function : null;

    public static string[] Of(RoleFunctions functions) =>
        [.. ByName.Where(pair => functions.HasFlag(pair.Value)).Select(pair => pair.Key)];
}
