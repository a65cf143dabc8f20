using System.Collections.Immutable;

namespace Scheduling;

/// <summary>A patient, a clinician, another member of staff, or a platform administrator, in one hospital.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.person")]
public sealed record Person
{
    [Id(0)] public required Key Key { get; init; }

    [Id(1)] public required ContactType ContactType { get; init; }

    /// <summary>The API's integer <c>patientId</c> or <c>clinicianId</c>, unique among their kind in the hospital.</summary>
    [Id(2)] public int? Number { get; init; }

    /// <summary>1 is active; every other number is not.</summary>
    [Id(3)] public required int StatusCode { get; init; }

    [Id(4)] public required PersonName Name { get; init; }

    [Id(5)] public ImmutableArray<Phone> Phones { get; init; } = [];

    /// <summary>IANA time zone; nothing: the hospital's.</summary>
    [Id(6)] public string? TimeZone { get; init; }

    [Id(7)] public RoleFunctions RoleFunctions { get; init; }

    /// <summary>Dependents who have authorized this person to act for them.</summary>
    [Id(8)] public ImmutableArray<Guid> Dependents { get; init; } = [];

    /// <summary>
    /// Whole seconds; a session begun before this instant is over, because the password was changed. Nothing: never.
    /// </summary>
    [Id(9)] public DateTimeOffset? SessionsFrom { get; init; }

    public bool IsActive => StatusCode == 1;
}

/// <summary>Members that are nothing are not answered; an empty text is.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.person-name")]
public sealed record PersonName
{
    [Id(0)] public string? Given { get; init; }

    [Id(1)] public string? Prefix { get; init; }

    [Id(2)] public string? Suffix { get; init; }

    [Id(3)] public string? Family { get; init; }

    /// <summary>Says nothing of it: whatever prints a message that it drops prints this.</summary>
    public override string ToString() => nameof(PersonName);
}

[GenerateSerializer, Immutable, Alias("scheduling.phone")]
public sealed record Phone([property: Id(0)] Guid Id, [property: Id(1)] string? Use, [property: Id(2)] string? Value)
{
    /// <inheritdoc cref="PersonName.ToString"/>
    public override string ToString() => nameof(Phone);
}

public enum ContactType
{
    Patient = 1,
    Clinician = 2,
    Staff = 3,
    PlatformAdministrator = 4,
}

/// <summary>The <c>user_type</c> of a token.</summary>
public enum UserType
{
    Patient = 1,
    HospitalStaff = 2,
    PlatformAdministrator = 3,
}

/// <summary>What a member of staff may do. Names on the wire are written with underscores.</summary>
[Flags]
public enum RoleFunctions
{
    None = 0,
    ManageStaffAppointments = 1,
    ManageOwnAppointments = 2,
    PatientProxy = 4,
    ViewStaffAppointments = 8,
    ViewOwnAppointments = 16,
    ManageHospital = 32,
}

public static class ContactTypeExtensions
{
    public static UserType UserType(this ContactType type) => type switch
    {
        ContactType.Patient => Scheduling.UserType.Patient,
        ContactType.Clinician or ContactType.Staff => Scheduling.UserType.HospitalStaff,
        ContactType.PlatformAdministrator => Scheduling.UserType.PlatformAdministrator,
    };
}
