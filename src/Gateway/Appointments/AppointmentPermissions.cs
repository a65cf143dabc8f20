using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Appointments;

/// <summary>The contract's table of role functions, for appointments.</summary>
internal static class AppointmentPermissions
{
    private const RoleFunctions ChangesAll = RoleFunctions.ManageStaffAppointments | RoleFunctions.PatientProxy;
    private const RoleFunctions ReadsAll = ChangesAll | RoleFunctions.ViewStaffAppointments;
    private const RoleFunctions ChangesOwn = RoleFunctions.ManageOwnAppointments;
    private const RoleFunctions ReadsOwn = ChangesOwn | RoleFunctions.ViewOwnAppointments;

    /// <summary>Whether the token names a function for creating, changing and cancelling; patients need none.</summary>
    public static bool MayChange(this Caller caller, Side side) =>
        side == Side.Patients || caller.HasAny(ChangesAll | ChangesOwn);

    /// <summary>Whether the token names a function for reading; patients need none.</summary>
    public static bool MayRead(this Caller caller, Side side) =>
        side == Side.Patients || caller.HasAny(ReadsAll | ReadsOwn);

    /// <summary>Whose appointments the caller may create, change and cancel.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="side">The door they came through.</param>
    /// <param name="self">The caller's own record, which names their dependents.</param>
    public static Reach ReachToChange(this Caller caller, Side side, Person self) =>
        side == Side.Patients ? OfPatient(caller, self) : OfStaff(caller, ChangesAll, ChangesOwn);

    /// <summary>Whose appointments the caller may read.</summary>
    /// <inheritdoc cref="ReachToChange" path="/param"/>
    public static Reach ReachToRead(this Caller caller, Side side, Person self) =>
        side == Side.Patients ? OfPatient(caller, self) : OfStaff(caller, ReadsAll, ReadsOwn);

    public static bool MayUseLockedBlocks(this Caller caller) => caller.HasAny(RoleFunctions.ManageStaffAppointments);

    private static Reach OfPatient(Caller caller, Person self) =>
        new() { Patients = [caller.PersonId, .. self.Dependents] };

    private static Reach OfStaff(Caller caller, RoleFunctions all, RoleFunctions own) =>
        caller.HasAny(all) ? Reach.WholeHospital
        : caller.HasAny(own) ? new Reach { Clinician = caller.PersonId }
        : Reach.Nothing;
}
