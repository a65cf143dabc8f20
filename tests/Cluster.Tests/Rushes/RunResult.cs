using Scheduling.BookingRush;

namespace Scheduling.Cluster.Tests;

internal enum Outcome
{
    Booked = 1,
    Taken = 2,

    /// <summary>Nothing that a run of this kind may hear.</summary>
    Unexpected = 3,
}

/// <summary>What everybody was told, by the number of the request.</summary>
internal sealed class RunResult(int requests)
{
    private readonly Outcome[] outcomes = new Outcome[requests];
    private readonly Guid[] appointments = new Guid[requests];
    private string? surprise;

    /// <summary>One of the answers that nobody expected.</summary>
    public string? Surprise => surprise;

    /// <summary>The appointment that a request was told of; nothing where it was told something else.</summary>
    public Guid? Appointment(int request) => outcomes[request] == Outcome.Booked ? appointments[request] : null;

    /// <summary>Whether a request was told for good that it was booked, or that somebody else was.</summary>
    public bool IsSettled(int request) => outcomes[request] is Outcome.Booked or Outcome.Taken;

    public Outcome Record(int request, Answer answer)
    {
        var outcome = answer switch
        {
            { Status: 200 } => Outcome.Booked,
            { IsTaken: true } => Outcome.Taken,
            _ => Outcome.Unexpected,
        };
        outcomes[request] = outcome;
        if (outcome == Outcome.Booked)
        {
            appointments[request] = answer.AppointmentId;
        }

        if (outcome == Outcome.Unexpected)
        {
            Interlocked.CompareExchange(ref surprise, answer.ToString(), null);
        }

        return outcome;
    }
}
