using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Scheduling;

/// <summary>Decides every change to time inside one availability block, and says success after the commit.</summary>
[Alias("scheduling.availability-block-grain")]
public interface IAvailabilityBlockGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Books a new appointment. The same command again is answered with the same appointment.</summary>
    [Alias("book"), Repeatable]
    Task<BookAnswer> Book(BookAppointment command);

    /// <summary>Gives a live appointment another time, block or form. Called by its appointment grain.</summary>
    [Alias("place")]
    Task<PlaceAnswer> Place(PlaceAppointment command);

    /// <summary>Frees a live appointment's time. Called by its appointment grain.</summary>
    [Alias("release")]
    Task<PlacementStatus> Release(ReleaseAppointment command);

    /// <summary>Keeps a slot for a patient. The same time again is answered with the hold that stands.</summary>
    [Alias("place-hold")]
    Task<PlaceHoldAnswer> PlaceHold(PlaceHold command);

    /// <summary>Frees a hold's time before it expires.</summary>
    [Alias("release-hold")]
    Task<ReleaseHoldStatus> ReleaseHold(ReleaseHold command);

    /// <summary>Changes or closes the block. Called by the grain of the clinician whose it shall be.</summary>
    [Alias("redefine")]
    Task<RedefineAnswer> Redefine(RedefineBlock command);

    /// <summary>
    /// A hint, which may be lost or late: somebody else changed this block's times in the store. What is remembered is
    /// confirmed before the next refusal.
    /// </summary>
    [Alias("doubt"), OneWay]
    Task Doubt();
}

[GenerateSerializer, Immutable, Alias("scheduling.book-appointment")]
public sealed record BookAppointment : IRepeatedCommand
{
    [Id(0)] public required Placement Placement { get; init; }

    [Id(1)] public required AppointmentDetails Details { get; init; }

    /// <summary>Hash of the parsed request, times as instants: equal for equal requests only.</summary>
    [Id(2)] public required UInt128 RequestHash { get; init; }

    /// <summary>Whether the appointment's id is derived from an <c>Idempotency-Key</c>, so that it may exist already.</summary>
    [Id(3)] public required bool Keyed { get; init; }

    /// <summary>From this instant on nobody waits for the answer.</summary>
    [Id(4)] public required DateTimeOffset Deadline { get; init; }

    /// <summary>The appointment may exist already, whoever made its id.</summary>
    public object? Again() => this with { Keyed = true };
}

/// <summary>In the order of the checks.</summary>
public enum BookStatus
{
    Booked = 0,

    /// <summary>A replay: the appointment as it is now, changed or cancelled included.</summary>
    AlreadyBooked = 1,

    /// <summary>The key stands for a different request.</summary>
    KeyReused = 2,

    /// <summary>The block refused: <see cref="BookAnswer.Placement"/> says why.</summary>
    NotPlaced = 3,
}

[GenerateSerializer, Immutable, Alias("scheduling.book-answer")]
public sealed record BookAnswer([property: Id(0)] BookStatus Status)
{
    [Id(1)] public PlacementStatus Placement { get; init; }

    /// <summary>The appointment, where it is booked.</summary>
    [Id(2)] public Appointment? Appointment { get; init; }

    /// <summary>Free times near the one that was asked for, where it was taken.</summary>
    [Id(3)] public ImmutableArray<TimeRange> Alternatives { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("scheduling.place-appointment")]
public sealed record PlaceAppointment
{
    [Id(0)] public required Placement Placement { get; init; }

    /// <summary>The appointment as it was read; its version is the one that the commit expects.</summary>
    [Id(1)] public required Appointment Former { get; init; }

    /// <summary>The appointment as it shall be.</summary>
    [Id(2)] public required Appointment Next { get; init; }

    [Id(3)] public required DateTimeOffset Deadline { get; init; }
}

[GenerateSerializer, Immutable, Alias("scheduling.place-answer")]
public sealed record PlaceAnswer([property: Id(0)] PlacementStatus Status)
{
    [Id(1)] public ImmutableArray<TimeRange> Alternatives { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("scheduling.release-appointment")]
public sealed record ReleaseAppointment
{
    /// <summary>The appointment as it shall be, not live any more; the commit expects the version before.</summary>
    [Id(0)] public required Appointment Next { get; init; }

    [Id(1)] public required DateTimeOffset Deadline { get; init; }
}
