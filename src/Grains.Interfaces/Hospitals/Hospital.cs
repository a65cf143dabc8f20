using System.Collections.Immutable;

namespace Scheduling;

/// <summary>A hospital's settings and reference data.</summary>
[GenerateSerializer, Immutable, Alias("scheduling.hospital")]
public sealed record Hospital
{
    [Id(0)] public required int Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    /// <summary>IANA time zone: the callers' where their token names none.</summary>
    [Id(2)] public required string TimeZone { get; init; }

    [Id(3)] public ImmutableArray<ServiceType> ServiceTypes { get; init; } = [];

    [Id(4)] public ImmutableArray<Codeset> Codesets { get; init; } = [];

    /// <summary>Whether patients may book appointments without charge.</summary>
    [Id(5)] public bool PatientsMayWaiveFees { get; init; }

    /// <summary>The longest visit that a patient may book.</summary>
    [Id(6)] public TimeSpan LongestPatientVisit { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Most live future appointments of one patient; nothing: unlimited.</summary>
    [Id(7)] public int? MostLiveAppointments { get; init; }
}

[GenerateSerializer, Immutable, Alias("scheduling.service-type")]
public sealed record ServiceType(
    [property: Id(0)] int Id, [property: Id(1)] string Name, [property: Id(2)] int DurationMinutes);

[GenerateSerializer, Immutable, Alias("scheduling.codeset")]
public sealed record Codeset([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<Code> Codes);

[GenerateSerializer, Immutable, Alias("scheduling.code")]
public sealed record Code(
    [property: Id(0)] int CodeId, [property: Id(1)] string Text, [property: Id(2)] int DisplayOrder);
