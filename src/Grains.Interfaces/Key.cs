namespace Scheduling;

/// <summary>
/// What names a stored thing. An id is unique within its hospital only, so the hospital is part of every key:
/// the id of another hospital is a miss of the same look-up as an id that nobody has.
/// </summary>
[GenerateSerializer, Immutable, Alias("scheduling.key")]
public readonly record struct Key([property: Id(0)] int HospitalId, [property: Id(1)] Guid Id)
{
    public override string ToString() => $"{HospitalId}/{Id}";
}
