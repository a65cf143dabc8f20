using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// Judges what is stored, remembered and answered, by plain lists and without the product's rules. The first promise
/// that is broken ends the simulation.
/// </summary>
internal sealed class Promises
{
    private readonly Agenda agenda;
    private readonly Database database;
    private readonly Cluster cluster;
    private readonly HashSet<Guid> written = [];
    private readonly HashSet<Guid> never = [];
    private readonly Dictionary<Guid, Guid> booked = [];

    public Promises(Agenda agenda, Database database, Cluster cluster)
    {
        this.agenda = agenda;
        this.database = database;
        this.cluster = cluster;
        database.Written = Check;
        database.AppointmentWritten = Check;
        database.MarkWritten = Mark;
        cluster.BlockActed = Check;
    }

    /// <summary>The first promise that was broken; nothing while all are kept.</summary>
    public string? Broken { get; private set; }

    public void Break(string promise) => Broken ??= $"{promise}\n{agenda.LastNotes}";

    public void Keep(bool isKept, string promise)
    {
        if (!isKept)
        {
            Break(promise);
        }
    }

    /// <summary>P3: its caller heard that nothing was written, and nobody sends it again.</summary>
    /// <param name="mark">What all that the command writes is marked with.</param>
    public void LeftNothing(Guid mark)
    {
        Keep(!written.Contains(mark), $"P3: {mark} was not done, its caller heard, and is stored");
        never.Add(mark);
    }

    /// <summary>P2: what a command wrote is stored.</summary>
    public void IsWritten(Guid mark) => Keep(written.Contains(mark), $"P2: {mark} was answered and is not stored");

    /// <summary>P2: the appointment is stored as it was answered.</summary>
    public void IsStored(Appointment answered) => Keep(
        database.Appointments.TryGetValue(answered.Key.Id, out var versions)
            && versions.Count >= answered.Version
            && versions[(int)answered.Version - 1] == answered,
        $"P2: version {answered.Version} of {answered.Details.Where} was answered and is not stored");

    /// <summary>P4: nothing is on its way any more, and each activation remembers what is stored.</summary>
    public void AllIsQuiet()
    {
        foreach (var block in cluster.Blocks.Select(one => one.Memory?.Block).OfType<AvailabilityBlock>())
        {
            Keep(
                block.OnTheWay.IsEmpty && !block.IsBeingRedefined && IsSame(block.Claimed, block.Committed, block),
                "P4: something is occupied by what is not on its way any more");
        }
    }

    private static bool IsSame(Occupancy one, Occupancy other, AvailabilityBlock block)
    {
        var end = block.Definition.Time.End;
        for (var at = block.Definition.Time.Start; at < end; at = at.AddMinutes(5))
        {
            var time = new TimeRange(at, at.AddMinutes(5));
            if (one.Most(time) != other.Most(time))
            {
                return false;
            }
        }

        return true;
    }

    private void Mark(Guid mark)
    {
        Keep(!never.Contains(mark), $"P3: {mark} was not done, its caller heard, and is stored now");
        written.Add(mark);
    }

    private void Check(Appointment next)
    {
        var mark = Guid.Parse(next.Details.Where!);
        if (next.IsLive)
        {
            Mark(mark);
        }

        if (next.Version == 1)
        {
            Keep(booked.TryAdd(mark, next.Key.Id), $"P3: {mark} was booked a second time, under another id");
        }
    }

    private void Check(IReadOnlySet<Guid> blocks, IReadOnlySet<Guid> patients)
    {
        foreach (var id in blocks)
        {
            Check(database.Blocks[id]);
        }

        foreach (var id in patients)
        {
            Check(database.Patients[id]);
        }

        foreach (var activation in cluster.Blocks.Where(one => blocks.Contains(one.Id.GetGuidKey(out _))))
        {
            Check(activation);
        }
    }

    private void Check(BlockState block)
    {
        var now = agenda.Now;
        var (definition, name) = (block.Definition, Database.Name(block.Definition.Key.Id));
        var live = block.Live.Where(one => one.Time.End > now).ToList();
        var times = live.Select(one => one.Time).Concat(Truth.Counting(block.Holds, now)).ToList();
        Keep(
            times.TrueForAll(one => Truth.At(times, one.Start) <= definition.Capacity),
            $"P1: block {name} holds more than {definition.Capacity} at an instant");
        Keep(
            live.TrueForAll(one => definition.Time.Contains(one.Time)
                && one.ClinicianId == definition.ClinicianId && !definition.IsDeleted),
            $"P1: block {name} holds what its definition does not allow");
        Keep(
            block.Live.All(one => database.LoadAppointment(one.Key.Id) == one),
            $"P5: block {name} holds an appointment that is elsewhere");
    }

    private void Check(PatientState patient)
    {
        var now = agenda.Now;
        var times = patient.Live.Where(one => one.Time.End > now).Select(one => one.Time).ToList();
        if (patient.Hold is { } hold && hold.CountsAt(now))
        {
            times.Add(hold.Time);
        }

        Keep(times.TrueForAll(one => Truth.At(times, one.Start) == 1), "P1: a patient has two at an instant");
    }

    /// <summary>P4: whoever remembers a block's stored version remembers what is stored, and nothing else.</summary>
    private void Check(Activation activation)
    {
        if (activation.Memory?.Block is not { } block
            || database.Blocks.Find(block.Definition.Key.Id) is not { } stored
            || stored.Version != block.Version)
        {
            return;
        }

        var holds = block.Holds.Values.Where(hold => hold.CountsAt(agenda.Now)).ToHashSet();
        Keep(
            block.Definition == stored.Definition
                && block.Live.Count == stored.Live.Length
                && stored.Live.All(one => block.Live.TryGetValue(one.Key.Id, out var time) && time == one.Time)
                && holds.SetEquals(stored.Holds.Where(hold => hold.CountsAt(agenda.Now))),
            $"P4: version {block.Version} of block {Database.Name(block.Definition.Key.Id)} is remembered wrongly");
    }
}
