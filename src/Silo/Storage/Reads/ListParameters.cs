using System.Collections.Immutable;

namespace Scheduling.Silo.Storage.Reads;

/// <summary>What the statements of a list take, each under a number of its own; a statement names those it needs.</summary>
internal sealed record ListParameters
{
    public const int HospitalNumber = 1;
    public const int FromNumber = 2;
    public const int ToNumber = 3;
    public const int StatusesNumber = 4;
    public const int TypesNumber = 5;
    public const int EncountersNumber = 6;
    public const int PatientsNumber = 7;
    public const int CliniciansNumber = 8;
    public const int NamedNumber = 9;
    public const int NameNumber = 10;
    public const int TakeNumber = 11;
    public const int SkipNumber = 12;
    public const int NumbersNumber = 13;

    public required int HospitalId { get; init; }

    public required TimeRange Starts { get; init; }

    public ImmutableArray<int> Statuses { get; init; } = [];

    public ImmutableArray<int> Types { get; init; } = [];

    public ImmutableArray<int> Encounters { get; init; } = [];

    public ImmutableArray<Guid> Patients { get; init; } = [];

    public ImmutableArray<Guid> Clinicians { get; init; } = [];

    public ImmutableArray<Guid> Named { get; init; } = [];

    public string? NamePart { get; init; }

    public int Take { get; init; }

    public int Skip { get; init; }

    /// <summary>Of people, as the API numbers them.</summary>
    public ImmutableArray<int> Numbers { get; init; } = [];

    public static ListParameters Of(int hospitalId, ListAppointments query) => new()
    {
        HospitalId = hospitalId,
        Starts = query.Starts,
        Statuses = [.. query.Statuses.Select(status => (int)status)],
        Types = [.. query.Types.Select(type => (int)type)],
        Encounters = [.. query.Encounters.Select(encounter => (int)encounter)],
        NamePart = query.NamePart,
        Take = query.Take,
        Skip = query.Skip,
    };
}
