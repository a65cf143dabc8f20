using System.Diagnostics;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>One command on its way through a block.</summary>
/// <param name="placement">The time asked for; nothing where time is only freed.</param>
/// <param name="change">The row as it shall be.</param>
/// <param name="time">The clock; read here, once.</param>
/// <param name="deadline">From this instant on nobody waits for it.</param>
internal sealed class Ask(Placement? placement, AppointmentChange change, TimeProvider time, DateTimeOffset deadline)
{
    private TaskCompletionSource<AskOutcome> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Placement? Placement => placement;

    /// <summary>The trace that it is a part of.</summary>
    public ActivityContext Trace { get; } = Traces.Current;

    public AppointmentChange Change { get; private set; } = change;

    /// <summary>The command's one reading of the clock: what the rules go by.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>The timestamp at which it came.</summary>
    public long BeganAt { get; } = time.GetTimestamp();

    public DateTimeOffset Deadline => deadline;

    /// <summary>Whether it is new, so that its id may be an earlier request's.</summary>
    public bool IsNew => Change.Next.Version == 1;

    /// <summary>The patient's other times, once they were read.</summary>
    public PatientCalendar? Patient { get; private set; }

    /// <summary>Completes when it was committed, failed, or has to be judged again.</summary>
    public Task<AskOutcome> Settled => settled.Task;

    public void Knows(PatientCalendar patient)
    {
        Patient = patient;
        Change = Change with { ExpectedPatientVersion = patient.Version };
    }

    /// <summary>The patient's other times may change before it is judged again.</summary>
    public void Forget()
    {
        Patient = null;
        Change = Change with { ExpectedPatientVersion = null };
    }

    public void Settle(AskOutcome outcome) => settled.TrySetResult(outcome);

    /// <summary>Judged again from the start, with the patient's times read anew.</summary>
    public void Restart()
    {
        Forget();
        settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal enum AskOutcome
{
    Committed,

    /// <summary>What it waited for has ended: judge it again.</summary>
    Again,

    /// <summary>The patient's calendar has changed since it was read.</summary>
    PatientLost,

    AppointmentLost,
    IdExists,
    Rejected,
    Moved,
    Overloaded,
    Unknown,
}
