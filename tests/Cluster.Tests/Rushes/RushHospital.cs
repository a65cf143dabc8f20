using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests;

/// <summary>People and blocks that a rush adds to the demo hospital.</summary>
/// <param name="Run">Keeps the ids of several rushes apart.</param>
/// <param name="Blocks">As many as clinicians.</param>
/// <param name="SlotsPerBlock">Of ten minutes.</param>
/// <param name="Patients">How many.</param>
/// <param name="Day">Midnight in UTC, when every block begins.</param>
internal sealed record RushHospital(int Run, int Blocks, int SlotsPerBlock, int Patients, DateTimeOffset Day)
{
    public const int Id = 126;

    /// <summary>Manages the demo hospital, and may import into it.</summary>
    private static readonly Guid Administrator = Guid.Parse("2c1f8a3e-93d0-4d5e-9b57-6f1d0f2a2202");

    private readonly Plan plan = new(Run, Day, SlotMinutes: 10);

    public static RushHospital Plan(int run, int blocks, int slotsPerBlock, int patients, TimeProvider time) =>
        new(run, blocks, slotsPerBlock, patients, BookingRush.Plan.DayAfterTomorrow(time));

    public Guid Patient(int number) => plan.Patient(number);

    public Guid Clinician(int number) => plan.Clinician(number);

    public Guid Block(int number) => plan.Block(number);

    public DateTimeOffset StartOf(int slot) => plan.StartOf(slot);

    /// <summary>Sends it to the gateway as files.</summary>
    /// <exception cref="RefusedException">It was refused; the message is the answer.</exception>
    public async Task Import(Uri gateway, Tokens tokens)
    {
        using var http = JsonCalls.Client(gateway);
        var scenario = new ScenarioFile
        {
            Workload = WorkloadKind.Rush,
            Blocks = Blocks,
            Slots = SlotsPerBlock,
            Patients = Patients,
            WarmUp = "0s",
        }.Resolve();
        foreach (var file in new ImportFiles(plan, scenario, passwordOf: null).All())
        {
            await new JsonCalls(http).Post(
                "/api/v3/admin/hospitals/import", file, tokens.Staff(Id, Administrator));
        }
    }

    /// <summary>What a patient sends to book a slot.</summary>
    public string Booking(int block, int slot, int patient) =>
        new Bodies(plan, HospitalChoice.Demo.ServiceTypeId).Appointment(new Attempt(block, slot, patient));
}
