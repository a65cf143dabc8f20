using System.Collections.Immutable;

namespace Scheduling.Gateway.Http;

/// <summary>Marks endpoints whose lists can be asked for by groups of clinicians too.</summary>
internal sealed record ClinicianGroups
{
    public const string Parameter = "groups";
}

/// <summary>The clinicians of every list: <c>clinicianIds</c>, and where it is marked so, <c>groups</c>.</summary>
internal static class NamedClinicians
{
    public const string Parameter = "clinicianIds";

    /// <summary>
    /// The numbers of all clinicians that are named; nothing: none is, the list is everybody's. No hospital has groups
    /// yet: a group is nobody's, which is less than everybody's.
    /// </summary>
    public static ImmutableArray<int>? Clinicians(this QueryReader query, HttpContext http)
    {
        var numbers = query.Numbers(Parameter);
        var takesGroups = http.GetEndpoint()?.Metadata.GetMetadata<ClinicianGroups>() is not null;
        var namesGroups = takesGroups && !query.Ids(ClinicianGroups.Parameter).IsEmpty;
        return numbers.IsEmpty && !namesGroups ? null : numbers;
    }
}
