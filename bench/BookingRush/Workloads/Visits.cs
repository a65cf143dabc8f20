namespace Scheduling.BookingRush;

/// <summary>Makes the requests of one phase's visitors.</summary>
/// <param name="Bodies">What they send.</param>
/// <param name="RunId">Part of every key: the same seed run twice repeats no keys.</param>
/// <param name="Phase">Part of every key.</param>
/// <param name="HasKeys">Whether bookings carry an <c>Idempotency-Key</c>.</param>
internal sealed record Requests(Bodies Bodies, Guid RunId, PhaseName Phase, bool HasKeys)
{
    private const string Appointments = "/api/v3/patients/appointments";

    public Step Book(Visit visit, Attempt attempt, Guid? hold = null) => new()
    {
        Act = Act.Book,
        Visit = visit,
        Attempt = attempt,
        Path = Appointments,
        Body = Bodies.Appointment(attempt, hold),
        Key = HasKeys ? $"{RunId:N}-{(int)Phase}-{visit.Number}" : null,
        Hold = hold,
    };

    /// <summary>The same request once more, by somebody impatient.</summary>
    public static Step Repeat(Step booking) => new()
    {
        Act = Act.Repeat,
        Visit = booking.Visit,
        Attempt = booking.Attempt,
        Path = booking.Path,
        Body = booking.Body,
        Key = booking.Key,
        Hold = booking.Hold,
    };

    public Step Reschedule(Visit visit, Guid appointment, Attempt attempt) => new()
    {
        Act = Act.Reschedule,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Appointments}/{appointment}",
        Body = Bodies.Appointment(attempt),
        Appointment = appointment,
    };

    public static Step Cancel(Visit visit, Guid appointment, Attempt attempt) => new()
    {
        Act = Act.Cancel,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Appointments}/{appointment}",
        Appointment = appointment,
    };

    public Step Hold(Visit visit, Attempt attempt) => new()
    {
        Act = Act.Hold,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Holds(attempt)}",
        Body = Bodies.Hold(attempt),
    };

    public Step Release(Visit visit, Guid hold, Attempt attempt) => new()
    {
        Act = Act.Release,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Holds(attempt)}/{hold}",
        Hold = hold,
    };

    /// <param name="visit">Who searches.</param>
    /// <param name="patient">As whom.</param>
    /// <param name="query">Clinicians, day and length.</param>
    public static Step Search(Visit visit, int patient, string query) => new()
    {
        Act = Act.Search,
        Visit = visit,
        Attempt = new Attempt(0, 0, patient),
        Path = $"/api/v3/patients/appointments/self-scheduling/clinicians?{query}",
    };

    /// <summary>One appointment, as its patient sees it.</summary>
    public static Step Read(Visit visit, Guid appointment, Attempt attempt) => new()
    {
        Act = Act.Read,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Appointments}/{appointment}",
        Appointment = appointment,
    };

    /// <summary>All of a patient's appointments on the day of the run.</summary>
    public Step List(Visit visit, Attempt attempt) => new()
    {
        Act = Act.List,
        Visit = visit,
        Attempt = attempt,
        Path = $"{Appointments}?{Bodies.Day}&take={BookingRush.Appointments.MostListed}&excludeTotalCount=true",
    };

    private string Holds(Attempt attempt) => $"/api/v3/patients/availability-blocks/{Bodies.Block(attempt)}/holds";
}

/// <summary>Somebody with one request.</summary>
internal sealed class SingleVisit(Func<Visit, Step> first) : Visit
{
    public override Step First() => first(this);
}
