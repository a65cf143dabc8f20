using System.Collections.Immutable;

namespace Scheduling;

/// <summary>
/// Finds free times of one hospital, beside the booking path: what it tells was read from the store a moment ago, and
/// says how long. Nothing is decided by it.
/// </summary>
[Alias("scheduling.slot-search-grain")]
public interface ISlotSearchGrain : IGrainWithIntegerKey
{
    /// <summary>All free slots that start in a range, by clinician.</summary>
    [Alias("find")]
    Task<FreeSlots> Find(FindSlots query);

    /// <summary>The first free slot that starts in a range.</summary>
    [Alias("find-first")]
    Task<FirstFreeSlot> FindFirst(FindSlots query, SlotClinicians of);

    /// <summary>The patient with a number of the API; nothing where the hospital has none.</summary>
    [Alias("find-patient")]
    Task<Guid?> FindPatient(int number);
}

[GenerateSerializer, Immutable, Alias("scheduling.find-slots")]
public sealed record FindSlots
{
    /// <summary>Slots that start in it, and after the instant at which they are looked for.</summary>
    [Id(0)] public required TimeRange Starts { get; init; }

    /// <summary>Slots start at their block's start and every so much later. At least a second.</summary>
    [Id(1)] public required TimeSpan Length { get; init; }

    [Id(2)] public required SlotAudience Audience { get; init; }

    /// <summary>Leaves out the times at which this patient has something already; nothing: nobody's.</summary>
    [Id(3)] public Guid? PatientId { get; init; }

    /// <summary>What is told may have been read so long ago; what is older is read again.</summary>
    [Id(4)] public required TimeSpan MostAge { get; init; }
}

/// <summary>Which clinicians' slots count: any, or those with these numbers, or this person's.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.slot-clinicians")]
public sealed record SlotClinicians
{
    public static readonly SlotClinicians Anybody = new();

    [Id(0)] public ImmutableArray<int> Numbers { get; init; } = [];

    /// <summary>Nobody else's, whatever the numbers say.</summary>
    [Id(1)] public Guid? Only { get; init; }

    public bool Include(Guid personId, int? number) =>
        (Only is not { } only || personId == only)
        && (Numbers.IsEmpty || (number is { } known && Numbers.Contains(known)));
}

/// <summary>Who may book in a block that is offered.</summary>
public enum SlotAudience
{
    /// <summary>Patients themselves: blocks that allow it and are neither locked nor private.</summary>
    Patients = 1,

    /// <summary>Staff: blocks that allow what clinicians schedule and are not locked.</summary>
    Staff = 2,

    /// <summary>Staff who manage everybody's appointments: locked blocks too.</summary>
    StaffOfAllBlocks = 3,
}

/// <param name="Clinicians">By family name, given name and id; none without a slot.</param>
/// <param name="Age">How long before this answer the store was read.</param>
[GenerateSerializer, Immutable, Alias("scheduling.free-slots")]
public sealed record FreeSlots(
    [property: Id(0)] ImmutableArray<ClinicianSlots> Clinicians, [property: Id(1)] TimeSpan Age);

/// <param name="PersonId">The clinician.</param>
/// <param name="Number">The API's <c>clinicianId</c>.</param>
/// <param name="Name">As it was when the store was read.</param>
/// <param name="Runs">By their starts.</param>
[GenerateSerializer, Immutable, Alias("scheduling.clinician-slots")]
public sealed record ClinicianSlots(
    [property: Id(0)] Guid PersonId,
    [property: Id(1)] int? Number,
    [property: Id(2)] PersonName Name,
    [property: Id(3)] ImmutableArray<SlotRun> Runs);

/// <summary>Free slots of one block, one after the other.</summary>
/// <param name="BlockId">The block.</param>
/// <param name="First">When the first one starts.</param>
/// <param name="Count">How many there are.</param>
[GenerateSerializer, Immutable, Alias("scheduling.slot-run")]
public readonly record struct SlotRun(
    [property: Id(0)] Guid BlockId, [property: Id(1)] DateTimeOffset First, [property: Id(2)] int Count);

/// <param name="Start">Nothing where there is none.</param>
/// <param name="Age">How long before this answer the store was read.</param>
[GenerateSerializer, Immutable, Alias("scheduling.first-free-slot")]
public sealed record FirstFreeSlot([property: Id(0)] DateTimeOffset? Start, [property: Id(1)] TimeSpan Age);
