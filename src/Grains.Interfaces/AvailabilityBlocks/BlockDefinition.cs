namespace Scheduling;

/// <summary>One clinician's contiguous bookable window.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.block-definition")]
public sealed record BlockDefinition
{
    [Id(0)] public required Key Key { get; init; }

    /// <summary>The clinician's person id.</summary>
    [Id(1)] public required Guid ClinicianId { get; init; }

    [Id(2)] public required TimeRange Time { get; init; }

    [Id(3)] public required bool AllowOnDemand { get; init; }

    [Id(4)] public required bool AllowProvider { get; init; }

    [Id(5)] public required bool AllowSelf { get; init; }

    [Id(6)] public required bool IsAvailable { get; init; }

    [Id(7)] public required OptimizationType Optimization { get; init; }

    /// <summary>1 to 500 where the block sets it; otherwise <see cref="Optimization"/> decides.</summary>
    [Id(8)] public int? OwnCapacity { get; init; }

    /// <summary>Only staff who manage everybody's appointments may book in it.</summary>
    [Id(9)] public bool Locked { get; init; }

    /// <summary>Patients neither see it nor book in it.</summary>
    [Id(10)] public bool Private { get; init; }

    /// <summary>Kept for the appointments that name it; offered and booked no more.</summary>
    [Id(11)] public bool IsDeleted { get; init; }

    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(13)] public required DateTimeOffset ModifiedAt { get; init; }

    [Id(14)] public Guid? CreatedBy { get; init; }

    /// <summary>The most live appointments at any instant.</summary>
    public int Capacity => OwnCapacity ?? (Optimization == OptimizationType.DoubleBooking ? 2 : 1);

    public bool Allows(AppointmentType type) => type switch
    {
        AppointmentType.ClinicianScheduled => AllowProvider,
        AppointmentType.OnDemand => AllowOnDemand,
        AppointmentType.PatientScheduled => AllowSelf,
    };
}

public enum OptimizationType
{
    SingleBooking = 0,
    DoubleBooking = 1,
}
