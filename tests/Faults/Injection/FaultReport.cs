using Scheduling.BookingRush;
using Scheduling.Faults.Plans;
using Scheduling.Faults.Relays;

namespace Scheduling.Faults.Injection;

/// <summary>What became of a planned fault. Times are microseconds since 1970, by the clock of the history.</summary>
internal sealed class FaultReport(PlannedFault fault, EpochClock clock)
{
    private readonly List<string> notes = [];

    public PlannedFault Fault => fault;

    /// <summary>When it hit; nothing where it did not come to it.</summary>
    public long? Began { get; private set; }

    /// <summary>
    /// Since when the others could have gone on: a killed silo is missed from the beginning, a database until it is
    /// back.
    /// </summary>
    public long Over { get; private set; }

    /// <summary>When everything was as before.</summary>
    public long Ended { get; private set; }

    /// <summary>Where the commit was that was kept on its way until the fault had hit; or nothing.</summary>
    public TrapAt? Met { get; set; }

    /// <summary>Whether it moved something, where that shows that it landed; else the history does.</summary>
    public bool? HasMoved { get; set; }

    /// <summary>Of a silo that was taken for dead, and went on: what became of its changes then.</summary>
    public CommitOutcomes Late { get; set; }

    /// <summary>Whom it concerned.</summary>
    public string Victim { get; set; } = "";

    public IEnumerable<string> Notes => notes;

    private long Now => clock.At(TimeProvider.System.GetTimestamp());

    public void Begin()
    {
        Began ??= Now;
        Over = Now;
    }

    public void IsOver() => Over = Now;

    public void End() => Ended = Now;

    public void Note(string note) => notes.Add(note);

    public double SecondsSinceBegin() => (Now - (Began ?? Now)) / 1e6;
}
