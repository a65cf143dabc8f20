using System.Diagnostics;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// One command on its way through a block: what it wants changed, and by which rule that is judged. The desk judges it
/// as often as it must, and commits its change where it fits.
/// </summary>
/// <remarks>
/// A kind of command is a class that says three things. <see cref="Judge"/>: the rule, pure, against what is committed;
/// it is called again whenever something that it depends on has ended. <see cref="Change"/>: set by the time that it
/// <see cref="VerdictKind.Fits"/>. <see cref="Explain"/>: what else a refused caller hears. Waiting, confirming
/// refusals, committing and leaving are the desk's, and the same for all.
/// </remarks>
/// <param name="time">The clock; read here, once.</param>
/// <param name="deadline">From this instant on nobody waits for it.</param>
internal abstract class Ask(TimeProvider time, DateTimeOffset deadline)
{
    private TaskCompletionSource<AskOutcome> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BlockChange? change;

    /// <summary>What is to be committed; asked for only where it fits.</summary>
    /// <exception cref="InvalidOperationException">The rule said that it fits, and not what.</exception>
    public BlockChange Change
    {
        get => change ?? throw new InvalidOperationException($"{GetType()} fits and changes nothing.");
        protected set => change = value;
    }

    /// <summary>The trace that it is a part of.</summary>
    public ActivityContext Trace { get; } = Traces.Current;

    /// <summary>The command's one reading of the clock: what the rules go by.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>The timestamp at which it came.</summary>
    public long BeganAt { get; } = time.GetTimestamp();

    public DateTimeOffset Deadline => deadline;

    /// <summary>The patient's other times, once they were read.</summary>
    public PatientCalendar? Patient { get; protected set; }

    /// <summary>Whether the patient's fence was lost: from then on their calendar is read before it is judged.</summary>
    public bool HasLostPatient { get; private set; }

    /// <summary>
    /// Whether it may lose the patient's fence and try again: until it has lost one for what was read.
    /// </summary>
    public bool MayLosePatient { get; private set; } = true;

    /// <summary>Completes when it was committed, failed, or has to be judged again.</summary>
    public Task<AskOutcome> Settled => settled.Task;

    /// <summary>
    /// Whether its caller hears success where the last judgement refused it, because what they want is so already. That
    /// is a promise like any success: what was true a moment before the request is not enough.
    /// </summary>
    public virtual bool IsDoneWhenRefused => false;

    /// <param name="block">The block as it stands; nothing where the store has none.</param>
    public abstract Verdict Judge(AvailabilityBlock? block);

    /// <summary>Called in the turn in which a refusal is given, with the block that it is true of.</summary>
    public virtual void Explain(AvailabilityBlock block)
    {
    }

    /// <summary>Reads what <see cref="VerdictKind.AskPatient"/> asked for.</summary>
    /// <exception cref="InvalidOperationException">Its rule never asks.</exception>
    public virtual Task Learn(IScheduleStore store, Key block) =>
        throw new InvalidOperationException($"{GetType()} has no patient to ask for.");

    /// <summary>The patient's other times may change before it is judged again.</summary>
    public void Forget() => Patient = null;

    public void Settle(AskOutcome outcome) => settled.TrySetResult(outcome);

    /// <summary>Judged again from the start, with the patient's times read anew.</summary>
    /// <param name="outcome">What became of it before.</param>
    public void Restart(AskOutcome outcome)
    {
        if (outcome == AskOutcome.PatientLost)
        {
            HasLostPatient = true;
            MayLosePatient = Patient is null;
        }

        Forget();
        settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    protected static async Task<PatientCalendar> Load(IScheduleStore store, Key patient, DateTimeOffset now) =>
        await store.LoadPatientCalendar(patient, now)
        ?? throw new InvalidOperationException($"The patient {patient.Id} has no calendar.");
}

/// <summary>How a command left the desk.</summary>
internal enum AskOutcome
{
    Committed,

    /// <summary>A rule refused it: the ask knows why.</summary>
    Refused,

    /// <summary>What it asks for is there already.</summary>
    Known,

    /// <summary>What it waited for has ended: judge it again.</summary>
    Again,

    /// <summary>The patient's calendar has changed since it was read.</summary>
    PatientLost,

    /// <summary>
    /// The clinician's calendar has changed since it was read: that is the clinician's to read again.
    /// </summary>
    ClinicianLost,

    AppointmentLost,
    Rejected,
    Moved,
    Overloaded,
    Unknown,
}
