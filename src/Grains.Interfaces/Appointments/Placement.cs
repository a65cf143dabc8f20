namespace Scheduling;

/// <summary>
/// Time asked for in a block: all that the rules of a block look at, whether a new appointment is booked or another one
/// moved. The gateway fills in what it knows about people and the hospital (at most a second old); the block judges it,
/// so that the order of checks stands in one place.
/// </summary>
[GenerateSerializer, Immutable, Alias("scheduling.placement")]
public sealed record Placement
{
    [Id(0)] public required Guid AppointmentId { get; init; }

    /// <summary>Nothing where the request names a time zone that does not exist.</summary>
    [Id(1)] public required TimeRange? Time { get; init; }

    [Id(2)] public required Guid PatientId { get; init; }

    [Id(3)] public required Guid ClinicianId { get; init; }

    [Id(4)] public required AppointmentType Type { get; init; }

    [Id(5)] public required Side Side { get; init; }

    /// <summary>Whether the caller may book in locked blocks.</summary>
    [Id(6)] public required bool MayUseLocked { get; init; }

    [Id(7)] public required PersonStanding Patient { get; init; }

    [Id(8)] public required PersonStanding Clinician { get; init; }

    [Id(9)] public required bool ServiceTypeKnown { get; init; }

    /// <summary>False where a patient waives a fee that is not theirs to waive.</summary>
    [Id(10)] public required bool FeeAllowed { get; init; }

    /// <summary>The longest visit that the caller may ask for; nothing: any.</summary>
    [Id(11)] public TimeSpan? LongestVisit { get; init; }

    /// <summary>Most live future appointments that the patient may have; nothing: any number.</summary>
    [Id(12)] public int? MostLiveAppointments { get; init; }

    /// <summary>The patient's hold that an appointment takes the place of.</summary>
    [Id(13)] public Guid? HoldId { get; init; }
}

/// <summary>The two doors of the API.</summary>
public enum Side
{
    /// <summary><c>/patients/…</c></summary>
    Patients = 1,

    /// <summary><c>/admin/…</c></summary>
    Staff = 2,
}

/// <summary>Whether a person can take the part that the request gives them.</summary>
public enum PersonStanding
{
    Fit = 0,
    Inactive = 1,

    /// <summary>A clinician named as patient, say.</summary>
    OtherKind = 2,
}

/// <summary>What became of time asked for, in the order in which a block checks.</summary>
public enum PlacementStatus
{
    /// <summary>Committed.</summary>
    Placed = 0,

    PatientInactive = 1,
    NotAPatient = 2,
    ClinicianInactive = 3,
    NotAClinician = 4,
    ServiceTypeUnknown = 5,
    FeeNotWaivable = 6,
    TimeZoneUnknown = 7,
    StartNotInFuture = 8,
    BlockUnknown = 9,
    ClinicianOfAnotherBlock = 10,
    BlockUnavailable = 11,
    TypeNotAllowed = 12,
    BlockLocked = 13,
    BlockPrivate = 14,
    TooLong = 15,
    OutsideBlock = 16,

    /// <summary>The hold that the request names is not the patient's in this block, or does not contain the time.</summary>
    HoldUnknown = 17,

    TimeTaken = 20,
    PatientBusy = 21,
    PatientLimitReached = 22,

    /// <summary>Of holds only: too many were placed for the patient in this block a short while ago.</summary>
    TooManyHolds = 23,

    /// <summary>Nothing was written: this activation is not the block's any more. Safe to call again.</summary>
    Moved = 90,

    /// <summary>Nothing was written: too much was waiting, or the deadline passed first.</summary>
    Overloaded = 91,

    /// <summary>The store did not say whether it committed.</summary>
    OutcomeUnknown = 92,

    /// <summary>Nothing was written: somebody else changed the appointment first. Read again and decide again.</summary>
    AppointmentChanged = 93,

    /// <summary>Nothing was written: the database refused the data.</summary>
    Unstorable = 94,
}
