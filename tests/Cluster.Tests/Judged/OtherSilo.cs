using Scheduling.BookingRush;
using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Cluster.Tests.Judged;

/// <summary>Decides as a block's activation in another silo would, and commits through a store of its own.</summary>
/// <param name="store">Where it reads.</param>
/// <param name="writes">Where it commits.</param>
/// <param name="witness">Writes down what it is told.</param>
internal sealed class OtherSilo(IScheduleStore store, IScheduleStore writes, Witness witness)
{
    private readonly Plan plan = witness.Plan;

    /// <summary>Books what is free.</summary>
    public async Task<Operation> Book(Attempt attempt) => await (await Decide(attempt))();

    /// <summary>Decides to book what is free, by the versions that are stored now.</summary>
    /// <returns>Commits it.</returns>
    public async Task<Func<Task<Operation>>> Decide(Attempt attempt, int hospital = HospitalId)
    {
        var version = await Version(attempt, hospital);
        var change = new AppointmentChange(AppointmentOf(attempt, hospital))
        {
            ExpectedPatientVersion = await PatientVersion(attempt, hospital),
        };
        return async () =>
        {
            var asked = witness.Asked(Act.Book, attempt) with { Appointment = change.Next.Key.Id };
            return Tell(asked, await Send(attempt, version, change, hospital));
        };
    }

    public async Task<Operation> Cancel(Operation booked, Attempt at)
    {
        var key = new Key(HospitalId, booked.Appointment!.Value);
        var stored = await store.LoadAppointment(key) ?? throw new InvalidOperationException($"{key} is not there.");
        var next = stored with { Version = stored.Version + 1, Status = AppointmentStatus.CancelledByPatient };
        var asked = witness.Asked(Act.Cancel, at) with { Appointment = key.Id };
        return Tell(asked, await Send(at, await Version(at), new AppointmentChange(next)));
    }

    /// <param name="attempt">Whose, and of what.</param>
    /// <param name="length">Whole seconds.</param>
    public async Task<Operation> Hold(Attempt attempt, TimeSpan length)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var hold = new Hold
        {
            Key = NewKey(),
            BlockId = plan.Block(attempt.Block),
            PatientId = plan.Patient(attempt.Patient),
            ClinicianId = plan.Clinician(attempt.Block),
            Time = TimeOf(attempt),
            ExpiresAt = now + length,
            CreatedBy = plan.Patient(attempt.Patient),
            CreatedAt = now,
        };
        var change = new HoldPlaced(hold) { ExpectedPatientVersion = await PatientVersion(attempt, HospitalId) };
        var asked = witness.Asked(Act.Hold, attempt) with { Hold = hold.Key.Id, Expires = hold.ExpiresAt };
        return Tell(asked, await Send(attempt, await Version(attempt), change));
    }

    private async Task<long> Version(Attempt attempt, int hospital = HospitalId) =>
        (await store.ReadBlockVersion(new Key(hospital, plan.Block(attempt.Block))))!.Value;

    /// <summary>Nothing: nobody knows.</summary>
    private async Task<ChangeOutcome?> Send(
        Attempt attempt, long version, BlockChange change, int hospital = HospitalId)
    {
        try
        {
            return (await writes.Commit(Commit(new Key(hospital, plan.Block(attempt.Block)), version, change)))[0];
        }
        catch (OutcomeUnknownException)
        {
            return null;
        }
        catch (StoreUnavailableException)
        {
            return ChangeOutcome.Rejected;
        }
    }

    private Operation Tell(Operation asked, ChangeOutcome? outcome) => witness.Write(asked with
    {
        Return = witness.Now,
        Outcome = outcome switch
        {
            null => BookingRush.Outcome.InDoubt,
            ChangeOutcome.Done => BookingRush.Outcome.Won,
            // A silo says so only where nothing was written, and asks somebody else.
            _ => BookingRush.Outcome.Shed,
        },
    });

    private async Task<long> PatientVersion(Attempt attempt, int hospital)
    {
        var patient = new Key(hospital, plan.Patient(attempt.Patient));
        return (await store.LoadPatientCalendar(patient, plan.Day))!.Version;
    }

    private Appointment AppointmentOf(Attempt attempt, int hospital) => Appointment(
        new Key(hospital, plan.Block(attempt.Block)),
        new Key(hospital, plan.Patient(attempt.Patient)),
        plan.Clinician(attempt.Block),
        TimeOf(attempt));

    private TimeRange TimeOf(Attempt attempt) => new(plan.StartOf(attempt.Slot), plan.StartOf(attempt.Slot + 1));
}
