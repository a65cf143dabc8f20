namespace Scheduling.BookingRush;

/// <summary>One stay that somebody asked for: an appointment from its booking on, or a hold.</summary>
/// <param name="Stay">Its number.</param>
/// <param name="First">The request that it is told by.</param>
internal abstract record Case(int Stay, Operation First)
{
    /// <summary>Nothing where nobody was told.</summary>
    public Guid? Id { get; set; }

    public Guid Patient => First.Patient;

    public Place Place { get; } = Fates.PlaceOf(First);

    /// <summary>It did not begin before.</summary>
    public long Low { get; set; } = First.Invoke;

    /// <summary>Somebody knew of it.</summary>
    public long High { get; set; } = long.MaxValue;

    public bool IsCertain => High < long.MaxValue;
}

/// <summary>An appointment: everything that was asked with one key, and what became of it.</summary>
internal sealed record AppointmentCase(int Stay, Operation First) : Case(Stay, First)
{
    public List<Operation> Asked { get; } = [First];

    /// <summary>Reschedulings and cancellations that happened, or may have.</summary>
    public List<Operation> Changes { get; } = [];

    /// <summary>Who looked at it, and saw it so; nothing: that it does not exist.</summary>
    public List<(Operation By, Sighting? Seen)> Seen { get; } = [];

    /// <summary>
    /// Other bookings of the patient for the same time of which nobody was told: an appointment that is seen there may
    /// be any of them.
    /// </summary>
    public IReadOnlyList<AppointmentCase> Alike { get; set; } = [];

    /// <summary>The blocks in which it may have been.</summary>
    public IEnumerable<Guid> Blocks => Changes.Where(change => change.Op == Act.Reschedule)
        .Select(change => change.Block!.Value).Append(Place.Block).Distinct();
}

/// <summary>A hold.</summary>
internal sealed record HoldCase(int Stay, Operation First) : Case(Stay, First)
{
    /// <summary>Microseconds since 1970, as it was answered; nothing where nobody was told.</summary>
    public long? Expires { get; set; }

    /// <summary>The same hold given again.</summary>
    public List<Operation> Renewals { get; } = [];

    public List<Operation> Releases { get; } = [];

    /// <summary>It was gone afterwards.</summary>
    public long LastEnd { get; set; } = long.MaxValue;
}

/// <summary>Everything about one patient.</summary>
internal sealed class PatientCase
{
    public List<AppointmentCase> Appointments { get; } = [];

    public List<HoldCase> Holds { get; } = [];

    public List<Operation> Refusals { get; } = [];

    public List<Operation> Lists { get; } = [];
}
