using Scheduling.Gateway.Tests.Hostile.Permissions;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The caller's clinic, another one, and one in another hospital.</summary>
public sealed class PermissionWorld : IAsyncLifetime
{
    public const string OtherHospitals = "another hospital's";

    public const int Elsewhere = 127;

    private readonly int[] lastMinutes = [-1, -1, -1];
    private int lastOpening = 2_000;
    private Clinic foreign = null!;

    public TestGateway Gateway { get; } = new();

    internal Clinic Own { get; private set; } = null!;

    internal Clinic Other { get; private set; } = null!;

    internal Dictionary<string, (Clinic Clinic, Guid Patient)> Targets { get; } = [];

    private Guid Administrator { get; set; }

    public async Task InitializeAsync()
    {
        await Gateway.InitializeAsync();
        Own = await Appointments.Clinic.Open(Gateway);
        Other = await Appointments.Clinic.Open(Gateway);
        foreign = await Appointments.Clinic.Open(Gateway, hospital: Elsewhere);
        Administrator = await Own.Admit(ContactType.PlatformAdministrator);
        Targets["the caller's as clinician"] = (Own, Own.Patient);
        Targets["another clinician's"] = (Other, Other.Patient);
        Targets["the caller's"] = (Own, Own.Patient);
        await AddFamily();
        Targets[OtherHospitals] = (foreign, foreign.Patient);
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A minute that no other test books.</summary>
    public int NextMinute(Whose whose = Whose.Own) => Interlocked.Increment(ref lastMinutes[(int)whose]);

    /// <summary>When a block can open that is in no other's way, in a clinic's minutes.</summary>
    public int NextOpening() => Interlocked.Add(ref lastOpening, 60);

    internal Clinic Clinic(Whose whose) => whose switch
    {
        Whose.Own => Own,
        Whose.Anothers => Other,
        Whose.Elsewhere => foreign,
    };

    /// <param name="caller">A <see cref="PermissionCaller"/>'s name.</param>
    /// <param name="functions">Those that the token names; nothing: the caller's.</param>
    internal string Token(string caller, RoleFunctions? functions = null)
    {
        var kind = PermissionCaller.All.Single(kind => kind.Name == caller);
        var person = kind.Type switch
        {
            ContactType.Patient => Own.Patient,
            ContactType.PlatformAdministrator => Administrator,
            ContactType.Clinician or ContactType.Staff => Own.Clinician,
        };
        return Gateway.Token(person, kind.Type, functions ?? kind.Functions);
    }

    private async Task AddFamily()
    {
        var dependent = await Own.Admit(guardians: Own.Patient);
        var unauthorized = await Own.Admit();
        await Own.Change(unauthorized, "guardians", Appointments.Clinic.Guardians(false, Own.Patient));
        var guardian = await Own.Admit();
        await Own.Change(Own.Patient, "guardians", Appointments.Clinic.Guardians(true, guardian));
        Targets["an authorized dependent's"] = (Own, dependent);
        Targets["an unauthorized dependent's"] = (Own, unauthorized);
        Targets["a dependent's dependent's"] = (Own, await Own.Admit(guardians: dependent));
        Targets["the caller's guardian's"] = (Own, guardian);
        Targets["a stranger's"] = (Own, await Own.Admit());
    }
}
