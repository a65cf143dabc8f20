using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Gateway.Tests.Appointments;
using Scheduling.Gateway.Tests.AvailabilityBlocks;
using Scheduling.Gateway.Tests.Holds;
using Scheduling.Gateway.Tests.Hosting;
using Scheduling.Gateway.Tests.Http;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>
/// What another hospital has is answered like what nobody has, and takes as long: the store is asked the same questions
/// in the same order. Clocks would say that less surely.
/// </summary>
public sealed class EqualReadsTests : IAsyncLifetime
{
    private const int Elsewhere = 127;

    private readonly ConcurrentQueue<string> calls = new();
    private readonly TestGateway gateway;
    private Clinic own = null!;
    private Clinic foreign = null!;
    private string appointment = "";
    private string hold = "";

    public EqualReadsTests() => gateway = new TestGateway(services => services
        .AddSingleton(provider =>
            CountedReads.Of<IScheduleStore>(provider.GetRequiredService<SqliteScheduleStore>(), calls))
        .AddSingleton(provider =>
            CountedReads.Of<IScheduleReads>(provider.GetRequiredService<SqliteScheduleStore>().Reads, calls)));

    public async Task InitializeAsync()
    {
        await gateway.InitializeAsync();
        own = await Clinic.Open(gateway);
        foreign = await Clinic.Open(gateway, hospital: Elsewhere);
        await foreign.Change(foreign.Patient, "email", "there@example.org");
        await foreign.Change(foreign.Patient, "password", "a password of theirs");
        appointment = await foreign.AsStaff.Booked(foreign.Visit());
        hold = await foreign.AsPatient.Held(foreign.Block, foreign.Visit(60).AsHold());
    }

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Appointment(string method)
    {
        var ownOnly = own.AsStaffWith(RoleFunctions.ManageOwnAppointments);
        foreach (var client in (ApiClient[])[own.AsStaff, own.AsPatient, ownOnly])
        {
            await AssertAlike(appointment, id => gateway.Send(
                method, $"{client.Path}/{id}", client.Token, method == "PUT" ? own.Visit() : null));
        }
    }

    [Fact]
    public async Task Block()
    {
        var blocks = own.Blocks();
        await AssertAlike($"{foreign.Block}", blocks.Read);
        await AssertAlike($"{foreign.Block}", blocks.Close);
        await AssertAlike($"{foreign.Block}", id => blocks.Change(id, own.NewBlock()));
        await AssertAlike($"{foreign.Block}", id => own.AsPatient.Hold(id, own.Visit().AsHold()));
        await AssertAlike($"{foreign.Block}", id => own.AsPatient.ReleaseHold(id, hold));
        await AssertAlike(hold, id => own.AsPatient.ReleaseHold(own.Block, id));
        await AssertAlike($"{foreign.Block}", id => own.AsStaff.Book(own.Visit().In(Guid.Parse(id), own.Clinician)));
        await AssertAlike($"{foreign.Block}", id => own.AsPatient.Book(own.Visit().In(Guid.Parse(id), own.Clinician)));
    }

    [Fact]
    public async Task Person()
    {
        var managing = own.AsStaffWith((RoleFunctions)63);
        Task<RawAnswer> AtPeople(string method, string id, JsonNode? body = null) =>
            gateway.Send(method, $"/api/v3/admin/people/{id}", managing.Token, body);
        var record = (await AtPeople("GET", $"{own.Patient}")).Succeeded().Json;
        record.Remove("id");

        await AssertAlike($"{foreign.Patient}", id => AtPeople("GET", id));
        await AssertAlike($"{foreign.Patient}", id => AtPeople("PUT", id, record));
        await AssertAlike($"{foreign.Patient}", id => own.AsStaff.Book(own.Visit().ForPatient(Guid.Parse(id))));
        await AssertAlike($"{foreign.Patient}", id => own.AsPatient.Book(own.Visit().ForPatient(Guid.Parse(id))));
        await AssertAlike($"{foreign.Clinician}", id => own.AsStaff.Book(own.Visit().In(own.Block, Guid.Parse(id))));
        await AssertAlike(
            $"{foreign.Patient}",
            id => own.AsStaff.Hold(own.Block, own.Visit().ForPatient(Guid.Parse(id)).AsHold()));
        await AssertAlike(
            $"{foreign.Patient}",
            id => AtPeople("PUT", $"{own.Patient}", record.DeepClone().AsObject().With("guardians", Guardians(id))));
    }

    [Fact]
    public async Task Number_of_a_person()
    {
        var (patient, clinician) = ($"{foreign.NumberOf(foreign.Patient)}", $"{foreign.NumberOf(foreign.Clinician)}");

        await AssertAlike(patient, number => own.AsStaff.List($"patientIds={number}"), Number);
        await AssertAlike(patient, number => own.AsPatient.List($"patientIds={number}"), Number);
        await AssertAlike(clinician, number => own.AsStaff.List($"clinicianIds={number}"), Number);
        await AssertAlike(clinician, number => own.Blocks().List($"clinicianIds={number}"), Number);
        await AssertAlike(clinician, number => own.Blocks().Open(own.NewBlock().Of(int.Parse(number, null))), Number);
        await AssertAlike(
            "127",
            number => gateway.Send("GET", $"/api/v2/codesets?hospitalId={number}", own.AsPatient.Token),
            Number);
    }

    [Fact]
    public async Task Login_with_an_address_that_only_another_hospital_knows() => await AssertAlike(
        "there@example.org",
        email => gateway.Send("POST", "/api/v3/auth/user-sessions", null, new JsonObject
        {
            ["hospitalId"] = 126,
            ["userTypeId"] = 1,
            ["email"] = email,
            ["password"] = "a password of theirs",
        }),
        () => $"{Guid.NewGuid()}@example.org");

    private static string Number() => $"{Random.Shared.Next(1_000_000_000, int.MaxValue)}";

    private static JsonArray Guardians(string id) =>
        [new JsonObject { ["personId"] = id, ["isAuthorized"] = true }];

    private async Task AssertAlike(string theirs, Func<string, Task<RawAnswer>> ask, Func<string>? nobodys = null)
    {
        nobodys ??= () => $"{Guid.NewGuid()}";
        // What is asked for the first time may have to be loaded: the caller, the block, the hospital's settings.
        await ask(nobodys());
        var unknown = await Watched(() => ask(nobodys()));
        var foreigners = await Watched(() => ask(theirs));

        Assert.NotEqual(0, unknown.Length);
        Assert.Equal(unknown, foreigners);
    }

    private async Task<string> Watched(Func<Task<RawAnswer>> ask)
    {
        // What was known a second ago is not known any more, of both alike.
        gateway.Pass(TimeSpan.FromSeconds(2));
        calls.Clear();
        var answer = await ask();
        return $"{answer.Timeless()}\n{string.Join(' ', calls)}";
    }
}
