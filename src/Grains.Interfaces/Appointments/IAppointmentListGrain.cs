using System.Collections.Immutable;

namespace Scheduling;

/// <summary>Lists appointments of one hospital, as they are stored when it is asked.</summary>
[Alias("scheduling.appointment-list-grain")]
public interface IAppointmentListGrain : IGrainWithIntegerKey
{
    /// <summary>A page of the appointments that a caller may see and asks for.</summary>
    [Alias("list")]
    Task<AppointmentPage> List(ListAppointments query);
}

/// <summary>Which appointments, in which order. A list without entries asks for any.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.list-appointments")]
public sealed record ListAppointments
{
    /// <summary>Those that start in it.</summary>
    [Id(0)] public required TimeRange Starts { get; init; }

    /// <summary>Others are not found, whatever else is asked for.</summary>
    [Id(1)] public required Reach Reach { get; init; }

    [Id(2)] public ImmutableArray<AppointmentStatus> Statuses { get; init; } = [];

    [Id(3)] public ImmutableArray<AppointmentType> Types { get; init; } = [];

    [Id(4)] public ImmutableArray<EncounterType> Encounters { get; init; } = [];

    /// <summary>The API's integers; one that nobody has matches nothing.</summary>
    [Id(5)] public ImmutableArray<int> ClinicianNumbers { get; init; } = [];

    /// <inheritdoc cref="ClinicianNumbers"/>
    [Id(6)] public ImmutableArray<int> PatientNumbers { get; init; } = [];

    /// <summary>Besides the named patients those who have authorized them.</summary>
    [Id(7)] public bool IncludeDependents { get; init; }

    /// <summary>Part of the full name of patient or clinician, in any case; nothing: any.</summary>
    [Id(8)] public string? NamePart { get; init; }

    /// <summary>Ties, and all where nothing is said, by start, then by id.</summary>
    [Id(9)] public ImmutableArray<AppointmentSort> Sort { get; init; } = [];

    [Id(10)] public int Skip { get; init; }

    /// <summary>At least one.</summary>
    [Id(11)] public required int Take { get; init; }

    [Id(12)] public bool CountsTotal { get; init; } = true;
}

[GenerateSerializer, Immutable, Alias("scheduling.appointment-sort")]
public readonly record struct AppointmentSort(
    [property: Id(0)] AppointmentSortField Field, [property: Id(1)] bool Descending);

public enum AppointmentSortField
{
    /// <summary>When it starts.</summary>
    Date = 0,

    /// <summary>By the number of the status.</summary>
    Status = 1,

    /// <summary>By family name, then given name, in lower case.</summary>
    Clinician = 2,

    /// <inheritdoc cref="Clinician"/>
    Patient = 3,
}

/// <param name="Appointments">In the order that was asked for.</param>
/// <param name="People">Their patients and clinicians as they are now, each once, in no order.</param>
/// <param name="Total">How many there are on all pages; nothing where that was not asked for.</param>
[GenerateSerializer, Immutable, Alias("scheduling.appointment-page")]
public sealed record AppointmentPage(
    [property: Id(0)] ImmutableArray<Appointment> Appointments,
    [property: Id(1)] ImmutableArray<Person> People,
    [property: Id(2)] long? Total);
