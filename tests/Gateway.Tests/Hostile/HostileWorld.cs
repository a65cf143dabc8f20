using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Holds;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// A hospital in which everybody may be attacked, and another one of which nobody may learn anything: all its texts
/// have the <see cref="Canary"/> in them.
/// </summary>
public sealed class HostileWorld : IAsyncLifetime
{
    public const int Elsewhere = 127;
    public const string Canary = "Zq7Lakeside";

    private int lastMinute;

    public HostileWorld()
        : this(_ => { })
    {
    }

    internal HostileWorld(Action<IServiceCollection> change) => Gateway = new TestGateway(services =>
        change(services.AddSingleton<ILoggerProvider>(Log)));

    public TestGateway Gateway { get; }

    internal ErrorLog Log { get; } = new();

    internal StoredFacts Facts { get; private set; } = null!;

    internal Clinic Own { get; private set; } = null!;

    internal Clinic Foreign { get; private set; } = null!;

    internal ImmutableArray<Operation> Operations { get; private set; } = [];

    /// <summary>Somebody whose record may be overwritten.</summary>
    public Guid Victim { get; private set; }

    public Guid Stranger { get; private set; }

    /// <summary>One of the patient's.</summary>
    public string Appointment { get; private set; } = "";

    /// <summary>A block without appointments.</summary>
    public string Spare { get; private set; } = "";

    /// <summary>When <see cref="Spare"/> opens, as <see cref="Own"/> counts minutes.</summary>
    public int SpareOpens { get; private set; } = 20_000;

    public string Hold { get; private set; } = "";

    /// <summary>A token with every function.</summary>
    internal string AllFunctions => Gateway.Token(Warden, ContactType.Staff, (RoleFunctions)63);

    private Guid Warden { get; set; }

    private string ForeignAppointment { get; set; } = "";

    public async Task InitializeAsync()
    {
        await Gateway.InitializeAsync();
        Operations = Operation.All((await Gateway.Raw.Send("GET", "/swagger/v3/swagger.json")).Json);
        Own = await Clinic.Open(Gateway, block => block["capacity"] = 500);
        Victim = await Own.Admit();
        Stranger = await Own.Admit();
        Warden = await Own.Admit(ContactType.Staff);
        await OpenElsewhere();
        await Own.AsStaff.Booked(Own.Visit(0, 1).ForPatient(Stranger));
        Hold = await Own.AsPatient.Held(Own.Block, Own.Visit(500, 1).AsHold());
        await Book();
        await OpenSpare();
        Facts = new StoredFacts(Gateway);
    }

    public Task DisposeAsync()
    {
        Facts.Dispose();
        return Gateway.DisposeAsync();
    }

    /// <summary>Ids that are good for something somewhere.</summary>
    internal ImmutableArray<string> KnownIds =>
    [
        Appointment, ForeignAppointment, $"{Foreign.Block}", $"{Foreign.Patient}", $"{Foreign.Clinician}",
        $"{Own.Block}", $"{Own.Patient}", $"{Own.Clinician}", $"{Stranger}", $"{Victim}", $"{DemoPeople.Ada}",
        $"{DemoPeople.Block}",
        $"{Foreign.NumberOf(Foreign.Patient)}", $"{Own.NumberOf(Own.Patient)}", "127", "126",
    ];

    /// <summary>Everybody who may call, each for something.</summary>
    internal ImmutableArray<string> Tokens =>
    [
        Own.AsPatient.Token!, Own.AsPatientOf(Stranger).Token!, Own.AsStaff.Token!, AllFunctions,
        Own.AsStaffWith(RoleFunctions.ViewOwnAppointments).Token!, Own.AsStaffWith(RoleFunctions.None).Token!, "x",
    ];

    /// <summary>Makes good what a request did that was granted, so that the next finds all of it.</summary>
    internal async Task Restore(Operation operation, RawAnswer? answer)
    {
        var answered = answer is { Body.Length: > 0 } ? answer.Json["data"]?[0] ?? answer.Json : null;
        if (answered?["holdId"] is { } held)
        {
            await Own.AsStaff.ReleaseHold(Own.Block, (string)held!);
        }
        else if (operation.Path.Contains("/appointments", StringComparison.Ordinal))
        {
            await Own.AsStaff.Cancel(Appointment);
            await Own.AsStaff.Cancel((string?)answered?["appointmentId"] ?? Appointment);
            await Book();
        }
        else if (operation.Path.Contains("/availability-blocks", StringComparison.Ordinal))
        {
            await OpenSpare();
        }
        else
        {
            // An import may have named the block.
            await Own.ChangeBlock("private", false);
        }
    }

    private async Task OpenSpare()
    {
        RawAnswer opened;
        do
        {
            SpareOpens += 60;
            opened = await Own.Blocks().Open(Own.NewBlock(SpareOpens));
        }
        while (opened.Status != 200);
        Spare = (string)opened.Json["id"]!;
    }

    private async Task Book()
    {
        lastMinute = 1 + ((lastMinute + 1) % 400);
        Appointment = await Own.AsStaff.Booked(Own.Visit(lastMinute, 1));
    }

    private async Task OpenElsewhere()
    {
        Foreign = await Clinic.Open(Gateway, hospital: Elsewhere);
        foreach (var person in (Guid[])[Foreign.Patient, Foreign.Clinician])
        {
            await Foreign.Change(person, "name", new JsonObject { ["given"] = Canary, ["family"] = Canary });
            await Foreign.Change(person, "email", $"{Canary}-{person}@example.org");
        }

        ForeignAppointment = await Foreign.AsStaff.Booked(Foreign.Visit().With("where", Canary));
    }
}
