using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Appointments;

/// <summary>The caller's clinic, another one, and one in another hospital.</summary>
public sealed class PermissionWorld : IAsyncLifetime
{
    public const string OtherHospitals = "another hospital's";

    private const int Elsewhere = 127;
    private int lastMinute = -1;

    public TestGateway Gateway { get; } = new();

    internal Clinic Own { get; private set; } = null!;

    internal Clinic Other { get; private set; } = null!;

    internal Dictionary<string, (Clinic Clinic, Guid Patient)> Targets { get; } = [];

    private Guid Administrator { get; set; }

    public async Task InitializeAsync()
    {
        await Gateway.InitializeAsync();
        Own = await Clinic.Open(Gateway);
        Other = await Clinic.Open(Gateway);
        var foreign = await Clinic.Open(Gateway, hospital: Elsewhere);
        Administrator = await Own.Admit(ContactType.PlatformAdministrator);
        Targets["the caller's as clinician"] = (Own, Own.Patient);
        Targets["another clinician's"] = (Other, Other.Patient);
        Targets["the caller's"] = (Own, Own.Patient);
        await AddFamily();
        Targets[OtherHospitals] = (foreign, foreign.Patient);
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A minute that no other test books.</summary>
    public int NextMinute() => Interlocked.Increment(ref lastMinute);

    internal ApiClient Client(PermissionRow row, string door) => new(
        Gateway,
        door,
        Gateway.Token(
            row.Type switch
            {
                ContactType.Patient => Own.Patient,
                ContactType.PlatformAdministrator => Administrator,
                ContactType.Clinician or ContactType.Staff => Own.Clinician,
            },
            row.Type,
            row.Functions));

    private async Task AddFamily()
    {
        var dependent = await Own.Admit(guardians: Own.Patient);
        var unauthorized = await Own.Admit();
        await Own.Change(unauthorized, "guardians", Clinic.Guardians(false, Own.Patient));
        var guardian = await Own.Admit();
        await Own.Change(Own.Patient, "guardians", Clinic.Guardians(true, guardian));
        Targets["an authorized dependent's"] = (Own, dependent);
        Targets["an unauthorized dependent's"] = (Own, unauthorized);
        Targets["a dependent's dependent's"] = (Own, await Own.Admit(guardians: dependent));
        Targets["the caller's guardian's"] = (Own, guardian);
        Targets["a stranger's"] = (Own, await Own.Admit());
    }
}
