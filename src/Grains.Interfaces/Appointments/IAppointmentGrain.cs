using System.Collections.Immutable;

namespace Scheduling;

/// <summary>One appointment's life: who may change what from which status, one change after the other.</summary>
[Alias("scheduling.appointment-grain")]
public interface IAppointmentGrain : IGrainWithGuidCompoundKey
{
    /// <summary>The appointment as committed at some instant of this call; nothing where there is none.</summary>
    [Alias("get"), Repeatable]
    Task<Appointment?> Get();

    [Alias("reschedule"), Repeatable]
    Task<RescheduleAnswer> Reschedule(RescheduleAppointment command);

    [Alias("cancel")]
    Task<CancelAnswer> Cancel(CancelAppointment command);
}

/// <summary>Replaces time, block, people and details of a live appointment.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.reschedule-appointment")]
public sealed record RescheduleAppointment : IRepeatedCommand
{
    /// <summary>The block to move to; nothing: it stays where it is.</summary>
    [Id(0)] public Guid? BlockId { get; init; }

    [Id(1)] public required Placement Placement { get; init; }

    [Id(2)] public required AppointmentDetails Details { get; init; }

    [Id(3)] public required Reach Reach { get; init; }

    /// <summary>Whether both people that the request names exist in the hospital.</summary>
    [Id(4)] public required bool PeopleExist { get; init; }

    /// <summary>The versions that <c>If-Match</c> accepts; nothing: any.</summary>
    [Id(5)] public ImmutableArray<long>? IfMatch { get; init; }

    [Id(6)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>
    /// Whether an earlier call with this command may have been done. What refuses it then may be its own doing (the hold
    /// is used up, the visit has begun), so that only a success says what became of it.
    /// </summary>
    [Id(7)] public bool IsRepeat { get; init; }

    /// <summary>A version that was asked for is another one once the first call was done.</summary>
    public object? Again() => IfMatch is null ? this with { IsRepeat = true } : null;
}

/// <summary>In the order of the checks.</summary>
public enum RescheduleStatus
{
    Rescheduled = 0,
    AppointmentUnknown = 1,
    PersonUnknown = 2,
    NotYours = 3,
    VersionMismatch = 4,
    NotLive = 5,
    AlreadyStarted = 6,

    /// <summary>The block refused: <see cref="RescheduleAnswer.Placement"/> says why.</summary>
    NotPlaced = 7,
}

[GenerateSerializer, Immutable, Alias("scheduling.reschedule-answer")]
public sealed record RescheduleAnswer([property: Id(0)] RescheduleStatus Status)
{
    [Id(1)] public PlacementStatus Placement { get; init; }

    /// <summary>The appointment as it is now, where it was rescheduled.</summary>
    [Id(2)] public Appointment? Appointment { get; init; }

    /// <summary>Free times near the one that was asked for, where it was taken.</summary>
    [Id(3)] public ImmutableArray<TimeRange> Alternatives { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("scheduling.cancel-appointment")]
public sealed record CancelAppointment
{
    [Id(0)] public required Side Side { get; init; }

    [Id(1)] public required Reach Reach { get; init; }

    /// <summary>The versions that <c>If-Match</c> accepts; nothing: any.</summary>
    [Id(2)] public ImmutableArray<long>? IfMatch { get; init; }

    [Id(3)] public required DateTimeOffset Deadline { get; init; }
}

/// <summary>In the order of the checks.</summary>
public enum CancelStatus
{
    Cancelled = 0,
    AppointmentUnknown = 1,
    NotYours = 2,
    VersionMismatch = 3,
    AlreadyCancelled = 4,
    NotLive = 5,
    AlreadyStarted = 6,

    /// <summary>The commit did not come through: <see cref="CancelAnswer.Release"/> says why.</summary>
    NotReleased = 7,
}

[GenerateSerializer, Immutable, Alias("scheduling.cancel-answer")]
public sealed record CancelAnswer([property: Id(0)] CancelStatus Status)
{
    /// <summary>One of those from 90 on of <see cref="PlacementStatus"/> where it was not released.</summary>
    [Id(1)] public PlacementStatus Release { get; init; }
}
