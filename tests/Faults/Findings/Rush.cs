using Scheduling.BookingRush;

namespace Scheduling.Faults.Findings;

/// <summary>What the measured part of a rush asked for and heard, as its history tells it.</summary>
internal sealed class Rush
{
    private const int Slow = 5;
    private const long LeastHeldUp = 400_000;

    private readonly IReadOnlyList<Operation> changes;
    private readonly long heldUp;

    public Rush(IEnumerable<Operation> history)
    {
        All = [.. history.Where(operation => operation.Phase == PhaseName.Run)];
        changes = [.. All.Where(IsChange).OrderBy(operation => operation.Invoke)];
        var times = changes.Where(IsSettled).Select(Took).Order().ToList();
        heldUp = Math.Max(LeastHeldUp, Slow * (times.Count == 0 ? 0 : times[times.Count / 2]));
    }

    public IReadOnlyList<Operation> All { get; }

    public int Doubts => All.Count(IsLost);

    /// <summary>Answers that nobody asks for: what is refused with another code than "taken" is a fault of somebody's.</summary>
    public IReadOnlyList<Operation> Unexpected =>
        [.. All.Where(operation => operation is { Outcome: Outcome.Error, Status: not (0 or 429 or 503) })];

    /// <summary>In the order in which they were asked for.</summary>
    public IReadOnlyList<Operation> Changes => changes;

    /// <summary>Whether it was told what became of it.</summary>
    public static bool IsSettled(Operation operation) =>
        operation.Outcome is Outcome.Won or Outcome.Taken or Outcome.Found || operation.Status == 400;

    /// <summary>Whether the one who asked had to ask again.</summary>
    public static bool IsLost(Operation operation) =>
        operation.Outcome == Outcome.InDoubt || (operation.Outcome == Outcome.Error && operation.Status == 0);

    /// <summary>Whether it was told much later than usual.</summary>
    public bool IsHeldUp(Operation operation) => Took(operation) > heldUp;

    public bool IsHit(Operation operation) => IsLost(operation) || IsHeldUp(operation);

    /// <summary>Changes that were asked for and not answered at an instant.</summary>
    public IReadOnlyList<Operation> InFlight(long at) =>
        [.. changes.Where(change => change.Invoke <= at && at < change.Return)];

    /// <summary>Changes that were under way at any instant of a time.</summary>
    public IEnumerable<Operation> Within(long from, long until) =>
        changes.Where(change => change.Invoke <= until && from < change.Return);

    private static bool IsChange(Operation operation) => operation.Op switch
    {
        Act.Book or Act.Repeat or Act.Reschedule or Act.Cancel or Act.Hold or Act.Release => true,
        Act.Search or Act.Read or Act.List => false,
    };

    private static long Took(Operation operation) => operation.Return - operation.Invoke;
}
