using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>The contract's table of role functions, for availability blocks.</summary>
internal static class AvailabilityBlockPermissions
{
    private const RoleFunctions ManagesAll = RoleFunctions.ManageStaffAppointments;
    private const RoleFunctions ManagesOwn = RoleFunctions.ManageOwnAppointments;

    private const RoleFunctions ReadsAll =
        ManagesAll | RoleFunctions.PatientProxy | RoleFunctions.ViewStaffAppointments;

    private const RoleFunctions ReadsOwn = ManagesOwn | RoleFunctions.ViewOwnAppointments;

    /// <summary>Whether the token names a function for opening, changing and closing blocks.</summary>
    public static bool MayManageBlocks(this Caller caller) => caller.HasAny(ManagesAll | ManagesOwn);

    /// <summary>Whether the token names a function for reading blocks.</summary>
    public static bool MayReadBlocks(this Caller caller) => caller.HasAny(ReadsAll | ReadsOwn);

    /// <summary>Whether the caller may open, change and close this clinician's blocks.</summary>
    public static bool MayManageBlocksOf(this Caller caller, Guid clinicianId) =>
        caller.HasAny(ManagesAll) || (caller.HasAny(ManagesOwn) && caller.PersonId == clinicianId);

    /// <summary>The only clinician whose blocks the caller may read; nothing where they may read everybody's.</summary>
    public static Guid? OnlyReadsBlocksOf(this Caller caller) => caller.HasAny(ReadsAll) ? null : caller.PersonId;

    /// <summary>
    /// Why the caller may not open a block of this clinician, in the contract's order: the person exists, the caller may,
    /// the person is fit for it.
    /// </summary>
    public static ApiError? RefuseBlockOf(this Caller caller, Person? clinician) =>
        clinician is null ? ApiError.UnknownPerson
        : !caller.MayManageBlocksOf(clinician.Key.Id) ? ApiError.RoleFunctionMissing
        : !clinician.IsActive ? BlockErrors.ClinicianInactive
        : clinician.ContactType != ContactType.Clinician ? BlockErrors.NotAClinician
        : null;
}
