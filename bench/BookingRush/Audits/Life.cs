namespace Scheduling.BookingRush;

/// <summary>
/// One appointment's, or one hold's, stay in one time of one block, as far as it can be told from outside. Instants are
/// microseconds since 1970.
/// </summary>
internal sealed class Life
{
    public const long Forever = long.MaxValue;

    public required Guid Block { get; init; }

    public required Guid Patient { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    /// <summary>Nothing for a hold.</summary>
    public Guid? Appointment { get; init; }

    /// <summary>It did not begin before.</summary>
    public long Begin { get; set; }

    /// <summary>From here on it was there for certain; <see cref="Forever"/>: never.</summary>
    public long SureFrom { get; set; } = Forever;

    /// <summary>Until here it was there for certain.</summary>
    public long SureUntil { get; set; } = Forever;

    /// <summary>It was not there any more afterwards.</summary>
    public long End { get; set; } = Forever;

    public void EndedBy(Operation operation)
    {
        SureUntil = operation.Invoke;
        End = operation.Return;
    }

    public bool MayTouch(long from, long until) => Begin <= until && from <= End;

    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) => From < to && from < To;

    public bool IsAt(Stored stored) => Block == stored.Block && From == stored.From && To == stored.To;

    public override string ToString() => $"{From:yyyy-MM-dd HH:mm} in block {Block}";
}

/// <summary>What became of one acknowledged appointment, by what was answered.</summary>
internal sealed class Acknowledged(Guid id, Guid patient, Life first)
{
    public Guid Id => id;

    public Guid Patient => patient;

    /// <summary>Where it was booked.</summary>
    public Life First { get; } = first;

    /// <summary>Where it is, by the last answer that left no doubt.</summary>
    public Life Current { get; private set; } = first;

    public bool IsCancelled { get; private set; }

    /// <summary>Where it is if a change in doubt happened.</summary>
    public List<Life> MaybeAt { get; } = [];

    public bool MayBeCancelled { get; private set; }

    public bool HasDoubt => MayBeCancelled || MaybeAt.Count > 0;

    /// <returns>Its stay in the new place.</returns>
    public Life Move(Operation operation)
    {
        var life = PlaceOf(operation);
        if (operation.Outcome == Outcome.Won)
        {
            Current.EndedBy(operation);
            MaybeAt.ForEach(maybe => maybe.EndedBy(operation));
            MaybeAt.Clear();
            life.SureFrom = operation.Return;
            Current = life;
        }
        else
        {
            Current.SureUntil = Math.Min(Current.SureUntil, operation.Invoke);
            MaybeAt.Add(life);
        }

        return life;
    }

    public void Cancel(Operation operation)
    {
        if (operation.Outcome == Outcome.Won)
        {
            IsCancelled = true;
            Current.EndedBy(operation);
            MaybeAt.ForEach(maybe => maybe.EndedBy(operation));
            MaybeAt.Clear();
        }
        else
        {
            MayBeCancelled = true;
            Current.SureUntil = Math.Min(Current.SureUntil, operation.Invoke);
        }
    }

    private Life PlaceOf(Operation operation) => new()
    {
        Appointment = id,
        Patient = patient,
        Block = operation.Block!.Value,
        From = operation.From!.Value,
        To = operation.To!.Value,
        Begin = operation.Invoke,
    };
}

/// <summary>An appointment as somebody who looks finds it.</summary>
internal sealed record Stored(
    Guid Id, Guid Block, Guid Patient, DateTimeOffset From, DateTimeOffset To, bool IsLive, string Status)
{
    public override string ToString() => $"appointment {Id} ({Status}) at {From:yyyy-MM-dd HH:mm} in block {Block}";
}
