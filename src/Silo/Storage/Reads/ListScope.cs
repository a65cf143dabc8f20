using System.Collections.Immutable;

namespace Scheduling.Silo.Storage.Reads;

/// <summary>Whose appointments a list is about, by person ids. Nothing: anybody's; no id at all: nobody's.</summary>
internal sealed record ListScope
{
    /// <summary>Most people with a part of a name whose appointments are looked up person by person.</summary>
    public const int MostNamed = 300;

    public ImmutableArray<Guid>? Patients { get; init; }

    public ImmutableArray<Guid>? Clinicians { get; init; }

    /// <summary>People whose name matches; nothing where no name is asked for, or where too many have it.</summary>
    public ImmutableArray<Guid>? Named { get; init; }

    /// <summary>Whether each appointment's people have to be compared with the name: too many have it.</summary>
    public bool ComparesNames { get; init; }

    public bool IsNobodys => Patients is [] || Clinicians is [] || Named is [];

    /// <summary>What a caller may see of what they ask for.</summary>
    /// <param name="reach">Whose appointments the caller may see.</param>
    /// <param name="patients">The patients that are asked for; nothing: any.</param>
    /// <param name="clinicians">The clinicians that are asked for; nothing: any.</param>
    public static ListScope Of(Reach reach, ImmutableArray<Guid>? patients, ImmutableArray<Guid>? clinicians) => new()
    {
        Patients = reach.Everyone || reach.Clinician is not null ? patients : Within(patients, reach.Patients),
        Clinicians = reach.Clinician is { } own ? Within(clinicians, [own]) : clinicians,
    };

    private static ImmutableArray<Guid> Within(ImmutableArray<Guid>? asked, ImmutableArray<Guid> allowed) =>
        asked is { } ids ? [.. ids.Intersect(allowed)] : allowed;
}
