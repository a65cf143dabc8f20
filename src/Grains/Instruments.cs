using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Grains;

/// <summary>
/// What the grains count and trace, in the words of an appointment book. No tag names a hospital, a person, a block or a
/// grain: there are millions of them, and whoever watches the machines need not know them.
/// </summary>
internal static class Instruments
{
    /// <summary>Of the meter, and of the source of traces.</summary>
    public const string Name = "Scheduling.Grains";

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>(
        "scheduling.decisions", "{decision}", "Commands that were decided, by what was asked and what came of it.");

    private static readonly UpDownCounter<long> LiveBlocks = Meter.CreateUpDownCounter<long>(
        "scheduling.blocks.live", "{block}", "Availability blocks that are in this process's memory.");

    /// <summary>A count is told from the first time on that something is added, be it nothing.</summary>
    public static void StartAtZero()
    {
        LiveBlocks.Add(0);
        Decisions.Add(0, new("command", "book"), new("outcome", Outcome<BookStatus>.Names[BookStatus.Booked]));
    }

    /// <summary>A command has its outcome, refusals and faults included.</summary>
    /// <param name="command">What was asked, as one word: <c>book</c>, <c>hold</c>.</param>
    /// <param name="status">The outcome; its name becomes the tag.</param>
    public static void Decided<TStatus>(string command, TStatus status)
        where TStatus : struct, Enum
    {
        if (Decisions.Enabled)
        {
            Decisions.Add(1, new("command", command), new("outcome", Outcome<TStatus>.Names[status]));
        }
    }

    /// <inheritdoc cref="Decided{TStatus}(string, TStatus)"/>
    /// <param name="command">What was asked.</param>
    /// <param name="status">The outcome, where the block did not refuse.</param>
    /// <param name="placement">What the block said; the outcome where it is a refusal.</param>
    public static void Decided<TStatus>(string command, TStatus status, PlacementStatus placement)
        where TStatus : struct, Enum
    {
        if (placement == PlacementStatus.Placed)
        {
            Decided(command, status);
        }
        else
        {
            Decided(command, placement);
        }
    }

    public static void BlockCame() => LiveBlocks.Add(1);

    public static void BlockWent() => LiveBlocks.Add(-1);

    /// <summary>
    /// The commit of a block, for all whose changes are in it: a child of the first one's trace, linked to the others'.
    /// Nothing where nobody traces.
    /// </summary>
    public static Activity? StartCommit(IReadOnlyList<Ask> asks) => Source.HasListeners()
        ? Traces.StartShared(Source, "commit block", asks.Select(ask => ask.Trace))
        : null;

    private static class Outcome<TStatus>
        where TStatus : struct, Enum
    {
        public static readonly FrozenDictionary<TStatus, string> Names = Enum.GetValues<TStatus>().ToFrozenDictionary(
            status => status, status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()));
    }
}
