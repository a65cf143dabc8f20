namespace Scheduling;

/// <summary>
/// A slot kept for one patient while a form is filled in. It occupies its time until <see cref="ExpiresAt"/>, and from
/// that instant on none, whether its row is still there or not. A patient has at most one.
/// </summary>
[GenerateSerializer, Immutable, Alias("scheduling.hold")]
public sealed record Hold
{
    [Id(0)] public required Key Key { get; init; }

    [Id(1)] public required Guid BlockId { get; init; }

    /// <summary>The patient's person id.</summary>
    [Id(2)] public required Guid PatientId { get; init; }

    /// <summary>The clinician's person id.</summary>
    [Id(3)] public required Guid ClinicianId { get; init; }

    [Id(4)] public required TimeRange Time { get; init; }

    /// <summary>In whole seconds. The hold counts before this instant, not at it.</summary>
    [Id(5)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who placed it: person id of the caller.</summary>
    [Id(6)] public required Guid CreatedBy { get; init; }

    /// <summary>When it was placed, in whole seconds.</summary>
    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it occupies its time at an instant.</summary>
    public bool CountsAt(DateTimeOffset now) => ExpiresAt > now;
}
