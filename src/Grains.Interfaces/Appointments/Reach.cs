using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Whose appointments a caller may touch.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.reach")]
public sealed record Reach
{
    public static readonly Reach Nothing = new();
    public static readonly Reach WholeHospital = new() { Everyone = true };

    /// <summary>Any appointment of the hospital.</summary>
    [Id(0)] public bool Everyone { get; init; }

    /// <summary>Appointments in which this person is the clinician.</summary>
    [Id(1)] public Guid? Clinician { get; init; }

    /// <summary>Appointments of these patients.</summary>
    [Id(2)] public ImmutableArray<Guid> Patients { get; init; } = [];

    public bool Covers(Guid patientId, Guid clinicianId) =>
        Everyone || Clinician == clinicianId || Patients.Contains(patientId);
}
