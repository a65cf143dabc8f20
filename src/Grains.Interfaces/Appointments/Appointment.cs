namespace Scheduling;

/// <summary>An appointment as it is stored: who meets whom, when, in which block, and what else was asked for.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.appointment")]
public sealed record Appointment
{
    [Id(0)] public required Key Key { get; init; }

    /// <summary>1 when booked, one more with every change. The strong ETag of the HTTP API.</summary>
    [Id(1)] public required long Version { get; init; }

    [Id(2)] public required Guid BlockId { get; init; }

    [Id(3)] public required TimeRange Time { get; init; }

    [Id(4)] public required AppointmentStatus Status { get; init; }

    /// <summary>The patient's person id.</summary>
    [Id(5)] public required Guid PatientId { get; init; }

    /// <summary>The clinician's person id.</summary>
    [Id(6)] public required Guid ClinicianId { get; init; }

    [Id(7)] public required AppointmentDetails Details { get; init; }

    /// <summary>Hash of the request that booked it: a replay is recognized by it.</summary>
    [Id(8)] public required UInt128 RequestHash { get; init; }

    /// <summary>Kept out of the way, since it was over long ago: it can be read, and changed no more.</summary>
    [Id(9)] public bool IsArchived { get; init; }

    /// <summary>Whether it occupies its time and can be changed.</summary>
    public bool IsLive => Status.IsLive() && !IsArchived;
}
