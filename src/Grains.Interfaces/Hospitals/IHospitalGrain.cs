namespace Scheduling;

/// <summary>One hospital's settings and reference data.</summary>
[Alias("scheduling.hospital-grain")]
public interface IHospitalGrain : IGrainWithIntegerKey
{
    /// <summary>Nothing where the hospital was never imported.</summary>
    [Alias("get"), Repeatable]
    Task<Hospital?> Get();

    /// <summary>
    /// Takes over name, zone and settings, and adds or replaces service types and codesets by id and name.
    /// Said after it is stored; changes nothing where nothing differs.
    /// </summary>
    [Alias("merge")]
    Task Merge(Hospital hospital);
}
