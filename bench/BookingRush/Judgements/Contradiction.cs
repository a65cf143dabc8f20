namespace Scheduling.BookingRush;

/// <summary>Answers that cannot all be true.</summary>
/// <param name="Fault">What is wrong, for people.</param>
/// <param name="Operations">
/// Those that contradict each other, by the time of asking: were any one of them left in doubt, the rest could be true.
/// </param>
internal sealed record Contradiction(string Fault, IReadOnlyList<Operation> Operations)
{
    /// <summary>Of each, what it says where that is not what was asked.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [.. Operations.Select(Story.Of)];

    public override string ToString() => string.Join("\n    ", Lines.Prepend(Fault));
}
