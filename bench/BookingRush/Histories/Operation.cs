using System.Text.Json.Serialization;

namespace Scheduling.BookingRush;

/// <summary>
/// One line of <c>history.jsonl</c>; its form for other programs is <c>history.schema.json</c>. Lines stand in the
/// order of the answers.
/// </summary>
internal sealed record Operation
{
    public required int Worker { get; init; }

    public required PhaseName Phase { get; init; }

    /// <summary>Counts the visitors of a phase and worker; requests of one visitor share it.</summary>
    public required long Visitor { get; init; }

    public required Act Op { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Microseconds since 1970 in UTC, by this machine's clock as it was when the run began.</summary>
    public required long Invoke { get; init; }

    /// <summary>The same, when the answer was there or given up.</summary>
    public required long Return { get; init; }

    /// <summary>Of HTTP; 0: no answer.</summary>
    public required int Status { get; init; }

    /// <summary>Of an error's body.</summary>
    public int? Code { get; init; }

    public required Guid Patient { get; init; }

    /// <summary>That was asked for; of a cancellation or release, where it was.</summary>
    public Guid? Block { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>That was answered, or that was to be rescheduled or cancelled.</summary>
    public Guid? Appointment { get; init; }

    public Guid? Hold { get; init; }

    /// <summary>When a hold that was answered ends by itself.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Of a refusal, as it was told.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>
    /// The appointments that a read, a list or a repeated booking showed; of a list all that the patient has or had.
    /// </summary>
    public IReadOnlyList<Sighting>? Found { get; init; }

    public string? Key { get; init; }

    /// <summary>How often it had been sent before.</summary>
    public int? Retries { get; init; }

    /// <param name="plan">Whose ids are written.</param>
    /// <param name="worker">From 0.</param>
    /// <param name="phase">Of the run.</param>
    /// <param name="step">What was asked.</param>
    /// <param name="heard">What was heard.</param>
    /// <param name="invoke">Microseconds since 1970.</param>
    /// <param name="answered">Microseconds since 1970.</param>
    public static Operation Of(
        Plan plan, int worker, PhaseName phase, Step step, Heard heard, long invoke, long answered) => new()
        {
            Worker = worker,
            Phase = phase,
            Visitor = step.Visit.Number,
            Op = step.Act,
            Outcome = heard.Outcome,
            Invoke = invoke,
            Return = answered,
            Status = heard.Status,
            Code = heard.Code == 0 ? null : heard.Code,
            Patient = plan.Patient(step.Attempt.Patient),
            Block = step.Changes ? plan.Block(step.Attempt.Block) : null,
            From = step.Changes ? plan.StartOf(step.Attempt.Slot) : null,
            To = step.Changes ? plan.StartOf(step.Attempt.Slot + 1) : null,
            Appointment = heard.Appointment ?? step.Appointment,
            Hold = heard.Hold ?? step.Hold,
            Expires = heard.Expires,
            Reason = heard.Reason,
            Found = heard.Found,
            Key = step.Key,
            Retries = step.Retries == 0 ? null : step.Retries,
        };
}

/// <summary>Why somebody heard 1000409.</summary>
internal enum RefusalReason
{
    /// <summary>The time is already taken.</summary>
    Time = 1,

    /// <summary>The patient already has an appointment, or a hold, at this time.</summary>
    Patient = 2,
}

/// <summary>An appointment as an answer showed it.</summary>
internal sealed record Sighting(Guid Appointment, Guid Block, DateTimeOffset From, DateTimeOffset To, bool IsLive);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Operation))]
internal sealed partial class OperationJson : JsonSerializerContext;
