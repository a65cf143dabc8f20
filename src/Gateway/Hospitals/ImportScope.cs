using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>What an importer may import.</summary>
internal sealed record ImportScope
{
    /// <summary>Everything: what the program imports on its own behalf.</summary>
    public static readonly ImportScope Everything = new();

    /// <summary>The only hospital that may be imported; nothing: any.</summary>
    public int? HospitalId { get; private init; }

    /// <summary>The person who imports, where it is one.</summary>
    public Guid? By { get; private init; }

    /// <summary>
    /// Platform administrators act in any hospital: who manages one of them must not become, or make, one.
    /// </summary>
    public bool MayMakePlatformAdministrators => HospitalId is null;

    public static ImportScope Of(Caller caller) => new()
    {
        HospitalId = caller.UserType == UserType.PlatformAdministrator ? null : caller.HospitalId,
        By = caller.PersonId,
    };
}
