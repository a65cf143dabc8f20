using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.AvailabilityBlocks.Samples;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// Somebody at the gateway: sends one command after the other by the gateway's rule, and tells the promises what was
/// answered.
/// </summary>
internal sealed partial class Client(Agenda agenda, Database database, Cluster cluster, Town town, Promises promises)
{
    private const int Attempts = 3;

    private static readonly TimeSpan ConfirmedFor = TimeSpan.FromMilliseconds(250);

    private readonly List<BookAppointment> answered = [];
    private readonly List<BookAppointment> doubtful = [];
    private readonly List<Appointment> appointments = [];
    private readonly List<Hold> holds = [];

    /// <summary>Set where the client does what no client may.</summary>
    public bool RepeatsUnderAnotherId { get; init; }

    public bool IsDone { get; set; }

    public bool HasStopped { get; private set; }

    private DateTimeOffset Deadline => agenda.Now.AddSeconds(3);

    public async Task Live()
    {
        try
        {
            while (!IsDone)
            {
                await Pause();
                await Act();
            }
        }
        catch (Exception fault)
        {
            promises.Break($"A client heard what no client should: {fault}");
        }

        HasStopped = true;
    }

    /// <summary>P4 from outside: whoever asks for time that nobody has, gets it.</summary>
    public async Task Probe(BlockDefinition block, TimeRange time)
    {
        var booking = NewBooking(block, town.Visitor, time);
        var command = booking with
        {
            Placement = booking.Placement with { ClinicianId = block.ClinicianId, MostLiveAppointments = null },
        };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var answer = await Try(() => Send(command));
            if (answer is { Status: BookStatus.Booked or BookStatus.AlreadyBooked })
            {
                return;
            }
        }

        promises.Break($"P4: a free time of block {Database.Name(block.Key.Id)} cannot be booked");
    }

    private Task Act() => agenda.Pick(20) switch
    {
        < 8 => BookSomething(),
        < 10 => Replay(),
        < 13 when appointments.Count > 0 => Cancel(),
        < 15 when appointments.Count > 0 => Reschedule(),
        < 17 => PlaceHold(),
        < 18 when holds.Count > 0 => ReleaseHold(),
        < 19 when holds.Count > 0 => UseHold(),
        19 => Redefine(),
        _ => BookSomething(),
    };

    private Task Pause()
    {
        var over = new TaskCompletionSource();
        agenda.After(TimeSpan.FromMilliseconds(agenda.Pick(120)), () => over.TrySetResult());
        return over.Task;
    }

    /// <summary>A call's answer; nothing where its caller is in doubt.</summary>
    private static async Task<T?> Try<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault
            is TimeoutException or OrleansException or StoreUnavailableException or OutcomeUnknownException)
        {
            return null;
        }
    }

    /// <summary>P6: the reason held at some time within the request, or shortly before.</summary>
    private void IsTrueRefusal(PlacementStatus reason, Placement asked, Guid blockId, DateTimeOffset began)
    {
        var patients = database.Patients.From(asked.PatientId, began).ToList();
        var within = new TimeRange(began, agenda.Now.AddTicks(1));
        promises.Keep(
            database.Blocks.From(blockId, began - ConfirmedFor).Any(block =>
                patients.Exists(patient => Truth.IsTrue(reason, asked, block, patient, within))),
            $"P6: {reason} was not true of block {Database.Name(blockId)} at {asked.Time}");
    }

    /// <summary>What all that one command writes is marked with.</summary>
    private Guid NewMark(string what)
    {
        var mark = agenda.NewId();
        agenda.Note($"{what} {mark}");
        return mark;
    }

    private Placement NewPlacement(BlockDefinition block, Guid patient, TimeRange time) => Placement(time) with
    {
        AppointmentId = agenda.NewId(),
        PatientId = patient,
        ClinicianId = agenda.OneIn(40)
            ? town.Any(town.Clinicians)
            : database.Blocks[block.Key.Id].Definition.ClinicianId,
        MostLiveAppointments = agenda.OneIn(4) ? 5 : null,
    };
}
