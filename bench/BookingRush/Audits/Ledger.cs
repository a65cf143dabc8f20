namespace Scheduling.BookingRush;

/// <summary>What a history says that must be there, and what may have been: a line at a time, in their order.</summary>
internal sealed class Ledger(Findings findings)
{
    private readonly Dictionary<string, Guid> keys = [];
    private readonly Dictionary<string, Operation> doubts = [];
    private readonly Dictionary<Guid, Life> holds = [];

    public Dictionary<Guid, Acknowledged> Appointments { get; } = [];

    /// <summary>Every stay that was or may have been.</summary>
    public List<Life> Lives { get; } = [];

    /// <summary>Bookings whose outcome only their key can tell.</summary>
    public IReadOnlyCollection<Operation> Doubts => doubts.Values;

    /// <summary>Bookings in doubt that have no key.</summary>
    public List<Operation> Unaskable { get; } = [];

    public long DoubtsSeen { get; private set; }

    public void Take(Operation operation)
    {
        switch (operation.Op)
        {
            case Act.Book or Act.Repeat:
                Book(operation);
                break;
            case Act.Hold:
                Hold(operation);
                break;
            case Act.Reschedule when Changes(operation) && Find(operation) is { } moved:
                Lives.Add(moved.Move(operation));
                break;
            case Act.Cancel when Changes(operation) && Find(operation) is { } cancelled:
                cancelled.Cancel(operation);
                break;
            case Act.Release when operation is { Outcome: Outcome.Won, Hold: { } released }:
                EndHold(released, operation);
                break;
            case Act.Reschedule or Act.Cancel or Act.Release or Act.Search or Act.Read or Act.List:
                break;
        }
    }

    private static bool Changes(Operation operation) => operation.Outcome is Outcome.Won or Outcome.InDoubt;

    private Acknowledged? Find(Operation operation) => Appointments.GetValueOrDefault(operation.Appointment!.Value);

    private void Book(Operation operation)
    {
        switch (operation.Outcome)
        {
            case Outcome.Won:
                Won(operation, operation.Appointment!.Value);
                break;
            case Outcome.InDoubt when operation.Key is null:
                DoubtsSeen++;
                Unaskable.Add(operation);
                Lives.Add(LifeOf(operation));
                break;
            case Outcome.InDoubt:
                DoubtsSeen += doubts.TryAdd(operation.Key, operation) ? 1 : 0;
                break;
            case Outcome.Taken when operation.Key is not null:
                // The key is looked for first: who is refused with it has nothing.
                doubts.Remove(operation.Key);
                break;
            case Outcome.Taken or Outcome.Shed or Outcome.Error or Outcome.Found:
                break;
        }
    }

    private void Won(Operation operation, Guid id)
    {
        var begin = operation.Invoke;
        if (operation.Key is { } key)
        {
            findings.Check(Rule.DoubtsSettled, keys.TryAdd(key, id) || keys[key] == id, () =>
                $"The key {key} was answered with the appointments {keys[key]} and {id}.");
            begin = doubts.Remove(key, out var doubt) ? Math.Min(begin, doubt.Invoke) : begin;
        }

        if (Appointments.TryGetValue(id, out var known))
        {
            findings.Check(Rule.AsAnswered, known.Patient == operation.Patient, () =>
                $"Appointment {id} was acknowledged to the patients {known.Patient} and {operation.Patient}.");
            known.First.Begin = Math.Min(known.First.Begin, begin);
            return;
        }

        var life = LifeOf(operation);
        (life.Begin, life.SureFrom) = (begin, operation.Return);
        Lives.Add(life);
        Appointments[id] = new Acknowledged(id, operation.Patient, life);
        if (operation.Hold is { } used)
        {
            EndHold(used, operation);
        }
    }

    private void Hold(Operation operation)
    {
        if (Changes(operation))
        {
            var life = LifeOf(operation);
            Lives.Add(life);
            if (operation.Hold is { } id)
            {
                holds[id] = life;
            }
        }
    }

    private void EndHold(Guid id, Operation operation)
    {
        if (holds.Remove(id, out var life))
        {
            life.EndedBy(operation);
        }
    }

    /// <summary>A hold names no appointment, and ends by itself: it is never there for certain.</summary>
    private static Life LifeOf(Operation operation) => new()
    {
        Appointment = operation.Op == Act.Hold ? null : operation.Appointment,
        Patient = operation.Patient,
        Block = operation.Block!.Value,
        From = operation.From!.Value,
        To = operation.To!.Value,
        Begin = operation.Invoke,
    };
}
