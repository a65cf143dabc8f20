namespace Scheduling.BookingRush;

/// <summary>What a request asks for.</summary>
internal enum Act
{
    Book = 1,
    Reschedule = 2,
    Cancel = 3,
    Hold = 4,
    Release = 5,
    Search = 6,

    /// <summary>A booking sent a second time with its key: a double-click.</summary>
    Repeat = 7,

    /// <summary>One appointment is looked at.</summary>
    Read = 8,

    /// <summary>Everything that the patient has is looked at.</summary>
    List = 9,
}

/// <summary>What became of a request.</summary>
internal enum Outcome
{
    /// <summary>It got what it asked for.</summary>
    Won = 1,

    /// <summary>The time, or the patient's, is taken.</summary>
    Taken = 2,

    /// <summary>429: nothing happened.</summary>
    Shed = 3,

    /// <summary>A 503, a timeout or a cut connection after a change was sent: it happened or not. No failure.</summary>
    InDoubt = 4,

    /// <summary>Any other answer, or none where nothing was sent, or to a question that changes nothing.</summary>
    Error = 5,

    /// <summary>A question was answered.</summary>
    Found = 6,
}

/// <summary>One request of a visitor.</summary>
internal sealed class Step
{
    public required Act Act { get; init; }

    public required Visit Visit { get; init; }

    public required Attempt Attempt { get; init; }

    public required string Path { get; init; }

    /// <summary>Empty where there is none.</summary>
    public string Body { get; init; } = "";

    public string? Key { get; init; }

    /// <summary>That is rescheduled or cancelled.</summary>
    public Guid? Appointment { get; init; }

    /// <summary>That is used or released.</summary>
    public Guid? Hold { get; init; }

    /// <summary>How often it was sent before.</summary>
    public int Retries { get; init; }

    /// <summary>When the visitor first wanted it, where that was before this try; a timestamp.</summary>
    public long? Since { get; init; }

    /// <summary>The number of the target that is to be asked; nothing: whichever.</summary>
    public int? Target { get; init; }

    public bool Changes => Act is not (Act.Search or Act.Read or Act.List);

    public string Method => Act switch
    {
        Act.Book or Act.Repeat or Act.Hold => "POST",
        Act.Reschedule => "PUT",
        Act.Cancel or Act.Release => "DELETE",
        Act.Search or Act.Read or Act.List => "GET",
    };

    /// <summary>
    /// Whether it can be sent again without harm: nothing has happened, or twice is the same as once. A patient's next
    /// hold of the same time takes the place of the first.
    /// </summary>
    public bool MayBeRepeated(Heard heard) => heard.Outcome switch
    {
        Outcome.Shed => true,
        Outcome.InDoubt => Key is not null || Act is not (Act.Book or Act.Repeat),
        Outcome.Error => heard is { Status: 503 } or { Status: 0 },
        Outcome.Won or Outcome.Taken or Outcome.Found => false,
    };

    /// <param name="since">When the visitor wanted it first; a timestamp.</param>
    /// <param name="target">Who is asked this time.</param>
    public Step Again(long since, int target) => new()
    {
        Act = Act,
        Visit = Visit,
        Attempt = Attempt,
        Path = Path,
        Body = Body,
        Key = Key,
        Appointment = Appointment,
        Hold = Hold,
        Retries = Retries + 1,
        Since = Since ?? since,
        Target = target,
    };
}

/// <summary>What a visitor heard.</summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Status">HTTP; 0 where nothing was heard.</param>
/// <param name="Code">Of an error.</param>
/// <param name="Appointment">That was answered.</param>
/// <param name="Hold">That was answered.</param>
/// <param name="RetryAfter">What the gateway asks for.</param>
/// <param name="Complaint">Of an error, for people.</param>
/// <param name="Slots">Free ones that a search found, of this run's blocks.</param>
internal readonly record struct Heard(
    Outcome Outcome, int Status, int Code = 0, Guid? Appointment = null, Guid? Hold = null,
    TimeSpan? RetryAfter = null, string? Complaint = null, IReadOnlyList<Attempt>? Slots = null)
{
    /// <summary>Of a hold.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Of a refusal.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The appointments that were shown to who looked.</summary>
    public IReadOnlyList<Sighting>? Found { get; init; }
}

/// <summary>What a visitor does next, and how long after the answer.</summary>
internal readonly record struct NextStep(Step Step, TimeSpan After);

/// <summary>Somebody who came: one request, or several one after the other.</summary>
internal abstract class Visit
{
    /// <summary>Counts the visitors of a phase, of all workers.</summary>
    public required long Number { get; init; }

    public abstract Step First();

    /// <summary>Nothing where the visitor leaves.</summary>
    public virtual IEnumerable<NextStep> Next(Step step, Heard heard) => [];
}

/// <summary>Who comes.</summary>
internal interface IWorkload
{
    /// <returns>Nothing where there is nothing left to ask for.</returns>
    Visit? Arrive(long number);
}
