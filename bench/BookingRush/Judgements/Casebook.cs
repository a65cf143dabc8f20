namespace Scheduling.BookingRush;

/// <summary>A history, sorted by what it is about.</summary>
internal sealed class Casebook
{
    private readonly Dictionary<(Guid Patient, string Key), AppointmentCase> keys = [];
    private readonly Dictionary<Guid, AppointmentCase> appointments = [];
    private readonly Dictionary<Guid, HoldCase> holds = [];
    private readonly List<Contradiction> contradictions;
    private int stays;

    /// <param name="history">By the time of asking.</param>
    /// <param name="contradictions">What needs no search is added here.</param>
    public Casebook(IReadOnlyList<Operation> history, List<Contradiction> contradictions)
    {
        this.contradictions = contradictions;
        foreach (var operation in history)
        {
            TakeNew(operation);
        }

        FindAlike();

        // Who changes what nobody was told of has seen it before, and heard so before anybody saw the change.
        foreach (var operation in history.Where(each => each.Op is Act.Read or Act.List or Act.Repeat)
            .OrderBy(each => each.Return))
        {
            TakeSightings(operation);
        }

        foreach (var operation in history)
        {
            TakeChange(operation);
        }
    }

    public Dictionary<Guid, PatientCase> Patients { get; } = [];

    public IEnumerable<AppointmentCase> Appointments => Patients.Values.SelectMany(patient => patient.Appointments);

    public PatientCase Of(Guid patient)
    {
        if (!Patients.TryGetValue(patient, out var known))
        {
            Patients[patient] = known = new PatientCase();
        }

        return known;
    }

    public AppointmentCase? Appointment(Guid? id) => id is { } known ? appointments.GetValueOrDefault(known) : null;

    public HoldCase? Hold(Guid? id) => id is { } known ? holds.GetValueOrDefault(known) : null;

    /// <summary>What was asked for with the key of a request.</summary>
    public AppointmentCase? OfKey(Operation operation) => operation.Key is { } key
        ? keys.GetValueOrDefault((operation.Patient, key))
        : null;

    /// <summary>Somebody saw an appointment; of one that nobody was told of, it is found out whose it is.</summary>
    public void See(Operation by, Sighting seen)
    {
        var appointment = Appointment(seen.Appointment) ?? Recognize(by, seen);
        if (appointment is null)
        {
            contradictions.Add(new Contradiction(
                $"An appointment that nobody had booked: {seen.Appointment}, {Story.Of(seen)}.", [by]));
        }
        else if (appointment.Patient != by.Patient)
        {
            contradictions.Add(new Contradiction(
                $"Appointment {seen.Appointment} is two patients'.", [appointment.First, by]));
        }
        else if (by.Op != Act.List)
        {
            appointment.Seen.Add((by, seen));
        }
    }

    /// <summary>A booking in doubt that asked for this, and of which nothing was heard yet.</summary>
    private AppointmentCase? Recognize(Operation by, Sighting seen)
    {
        var found = Of(by.Patient).Appointments.Find(each =>
            each.Id is null && each.Place == Fates.PlaceOf(seen) && each.Low <= by.Return);
        if (found is not null)
        {
            found.Id = seen.Appointment;
            appointments[seen.Appointment] = found;
        }

        return found;
    }

    private void FindAlike()
    {
        foreach (var patient in Patients.Values)
        {
            var unknown = patient.Appointments.Where(each => each.Id is null && each.Low < long.MaxValue);
            foreach (var alike in unknown.GroupBy(each => each.Place).Where(group => group.Skip(1).Any()))
            {
                var all = alike.ToList();
                all.ForEach(each => each.Alike = all.FindAll(other => other != each));
            }
        }
    }

    private void TakeNew(Operation operation)
    {
        if (operation.Outcome == Outcome.Taken)
        {
            Of(operation.Patient).Refusals.Add(operation);
        }

        if (operation.Op is Act.Book or Act.Repeat)
        {
            TakeBooking(operation);
        }
        else if (operation.Op == Act.Hold && Fates.Of(operation) != Fate.Nothing)
        {
            TakeHold(operation);
        }
    }

    private void TakeBooking(Operation operation)
    {
        var fate = Fates.Of(operation);
        if (operation.Key is { } key && keys.TryGetValue((operation.Patient, key), out var known))
        {
            known.Asked.Add(operation);
        }
        else if (operation.Key is not null || fate != Fate.Nothing)
        {
            known = new AppointmentCase(stays++, operation) { Low = long.MaxValue };
            Of(operation.Patient).Appointments.Add(known);
            if (operation.Key is not null)
            {
                keys[(operation.Patient, operation.Key)] = known;
            }
        }
        else
        {
            return;
        }

        if (fate != Fate.Nothing)
        {
            known.Low = Math.Min(known.Low, operation.Invoke);
        }

        if (fate == Fate.Happened)
        {
            known.High = Math.Min(known.High, operation.Return);
            Name(known, operation);
        }
    }

    private void Name(AppointmentCase known, Operation operation)
    {
        var id = operation.Appointment!.Value;
        if (known.Id is { } earlier && earlier != id)
        {
            contradictions.Add(new Contradiction("One key was answered with two appointments.", [.. known.Asked]));
        }
        else if (!appointments.TryAdd(id, known) && appointments[id] != known)
        {
            contradictions.Add(new Contradiction(
                "Two bookings were answered with one appointment.", [appointments[id].First, operation]));
        }

        known.Id ??= id;
    }

    private void TakeHold(Operation operation)
    {
        if (Hold(operation.Hold) is { } renewed)
        {
            renewed.Renewals.Add(operation);
            return;
        }

        var hold = new HoldCase(stays++, operation)
        {
            Id = operation.Hold,
            High = Fates.Of(operation) == Fate.Happened ? operation.Return : long.MaxValue,
            Expires = operation.Expires is { } end
                ? (end - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
                : null,
        };
        Of(operation.Patient).Holds.Add(hold);
        if (operation.Hold is { } id)
        {
            holds[id] = hold;
        }
    }

    private void TakeChange(Operation operation)
    {
        if (Fates.Of(operation) == Fate.Nothing)
        {
            return;
        }

        if (operation.Op == Act.Release)
        {
            Hold(operation.Hold)?.Releases.Add(operation);
        }
        else if (operation.Op is Act.Reschedule or Act.Cancel)
        {
            if (Appointment(operation.Appointment) is { } changed)
            {
                changed.Changes.Add(operation);
            }
            else
            {
                contradictions.Add(
                    new Contradiction("An appointment that nobody had booked was changed.", [operation]));
            }
        }
    }

    private void TakeSightings(Operation operation)
    {
        foreach (var seen in operation.Found ?? [])
        {
            See(operation, seen);
        }

        if (operation is { Op: Act.List, Found: not null })
        {
            Of(operation.Patient).Lists.Add(operation);
        }
        else if (operation is { Op: Act.Read, Code: Unknown })
        {
            Appointment(operation.Appointment)?.Seen.Add((operation, null));
        }
    }

    /// <summary>Appointment does not exist.</summary>
    private const int Unknown = 1000404;
}
