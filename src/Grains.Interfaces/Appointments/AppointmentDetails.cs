namespace Scheduling;

/// <summary>
/// What an appointment says beside who, when and where in the calendar. Nothing in it is decided on after the gateway
/// has checked it, but for <see cref="Type"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("scheduling.appointment-details")]
public sealed record AppointmentDetails
{
    [Id(0)] public required AppointmentType Type { get; init; }

    [Id(1)] public required EncounterType Encounter { get; init; }

    [Id(2)] public required int ServiceTypeId { get; init; }

    [Id(3)] public required bool WaiveFee { get; init; }

    [Id(4)] public required Attendence PatientAttendence { get; init; }

    [Id(5)] public required Attendence ClinicianAttendence { get; init; }

    [Id(6)] public Guid? PatientQueueId { get; init; }

    /// <summary>A phone number or a place, as the caller wrote it.</summary>
    [Id(7)] public string? Where { get; init; }

    [Id(8)] public string? WhereUse { get; init; }

    /// <summary>JSON in the form and order in which the API answers it. Checked by the gateway, opaque to grains.</summary>
    [Id(9)] public required string IntakeMetadata { get; init; }

    /// <summary>JSON in the form and order in which the API answers it; amounts as they were written.</summary>
    [Id(10)] public string? PaymentRequisites { get; init; }

    /// <summary>Says nothing of it: whatever prints a message that it drops prints this.</summary>
    public override string ToString() => nameof(AppointmentDetails);
}

/// <summary>Who may make an appointment: the block has a flag for each.</summary>
public enum AppointmentType
{
    ClinicianScheduled = 1,
    OnDemand = 2,
    PatientScheduled = 3,
}

public enum EncounterType
{
    Text = 1,
    Phone = 2,
    Video = 3,
    InPerson = 4,
}

/// <summary>The API's spelling.</summary>
public enum Attendence
{
    Required = 1,
    Optional = 2,
}
