using Scheduling.BookingRush;
using Scheduling.Cluster.Tests.Cluster;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Judged;

/// <summary>A silo and a gateway as processes, for all tests of a class.</summary>
public sealed class OneSilo : IAsyncLifetime
{
    private static int clinics;
    private PostgresStores? stores;

    internal TestCluster Cluster { get; } = new(null, TestCluster.Patient);

    internal PostgresStores Stores => stores ??= new PostgresStores(Cluster.Database);

    public async Task InitializeAsync() => await Cluster.Start(silos: 1, gateways: 1);

    public async Task DisposeAsync()
    {
        await Stores.Close();
        await Cluster.DisposeAsync();
    }

    /// <summary>People and blocks of a test's own.</summary>
    internal async Task<Clinic> Open()
    {
        var clinic = new Clinic(this, new Witness(Interlocked.Increment(ref clinics)));
        await clinic.Import();
        // The first one waits until the programs are warm: what a test wants to see at once comes after it.
        await clinic.Book(new Attempt(Witness.Blocks - 1, 0, Witness.Patients - 1), number: 0);
        return clinic;
    }
}

/// <summary>Patients who ask a gateway over HTTP, with a witness beside them.</summary>
internal sealed class Clinic
{
    private const int MostTries = 20;

    private readonly TestCluster cluster;
    private readonly PostgresStores stores;
    private readonly Witness witness;
    private readonly Requests requests;

    public Clinic(OneSilo silo, Witness witness)
    {
        (cluster, stores, this.witness) = (silo.Cluster, silo.Stores, witness);
        var bodies = new Bodies(witness.Plan, HospitalChoice.Demo.ServiceTypeId);
        requests = new Requests(bodies, Guid.NewGuid(), PhaseName.Run, HasKeys: true);
        var store = stores.Open();
        Other = new OtherSilo(store, store, witness);
    }

    /// <summary>A silo that the cluster knows nothing of, as one that was cut off from it.</summary>
    public OtherSilo Other { get; }

    public Task Import() => RushHospital
        .Plan(witness.Plan.Seed, Witness.Blocks, Witness.Slots, Witness.Patients, TimeProvider.System)
        .Import(cluster.Gateways[0].Address, cluster.Tokens);

    /// <param name="attempt">Who wants what.</param>
    /// <param name="number">Whose key; the same again: the same request sent again.</param>
    /// <param name="isPatient">Asks again as long as nobody says what became of it.</param>
    public Task<Operation> Book(Attempt attempt, long number, bool isPatient = true) =>
        Ask(number, attempt.Patient, visit => requests.Book(visit, attempt), isPatient);

    public Task<Operation> Repeat(Attempt attempt, long number) =>
        Ask(number, attempt.Patient, visit => Requests.Repeat(requests.Book(visit, attempt)));

    public Task<Operation> Move(Operation booked, Attempt to) =>
        Ask(0, to.Patient, visit => requests.Reschedule(visit, booked.Appointment!.Value, to));

    public Task<Operation> Cancel(Operation booked, Attempt at, bool isPatient = true) =>
        Ask(0, at.Patient, visit => Requests.Cancel(visit, booked.Appointment!.Value, at), isPatient);

    public Task<Operation> Hold(Attempt attempt) => Ask(0, attempt.Patient, visit => requests.Hold(visit, attempt));

    public Task<Operation> Release(Operation held, Attempt at) =>
        Ask(0, at.Patient, visit => requests.Release(visit, held.Hold!.Value, at));

    public Task<Operation> Read(Operation booked, Attempt at) =>
        Ask(0, at.Patient, visit => Requests.Read(visit, booked.Appointment!.Value, at));

    public Task<Operation> List(int patient) =>
        Ask(0, patient, visit => requests.List(visit, new Attempt(0, 0, patient)));

    /// <summary>Somebody who has locked a patient's calendar and says nothing more until disposed of.</summary>
    public IDisposable Lock(int patient) => stores.Frozen($"""
        select version from patient_calendar
        where hospital_id = {RushHospital.Id} and id = '{witness.Plan.Patient(patient)}' for update
        """);

    public Task Judge() => witness.Judge(cluster.Database);

    private async Task<Operation> Ask(long number, int patient, Func<Visit, Step> ask, bool isPatient = true)
    {
        var step = new SingleVisit(ask) { Number = number }.First();
        for (var tries = 1; ; tries++)
        {
            var heard = await Send(step, patient);
            if (!isPatient || heard.Status is not (0 or 503) || tries == MostTries)
            {
                return heard;
            }

            step = step.Again(since: 0, target: 0);
        }
    }

    private async Task<Operation> Send(Step step, int patient)
    {
        using var sender = new Sender([cluster.Gateways[0].Address], 0, TimeProvider.System);
        var token = cluster.Tokens.Patient(RushHospital.Id, witness.Plan.Patient(patient));
        var (heard, sent) = await sender.Send(step, token, witness.Plan);
        return witness.Write(Operation.Of(
            witness.Plan, 0, PhaseName.Run, step, heard, witness.At(sent), witness.Now));
    }
}
