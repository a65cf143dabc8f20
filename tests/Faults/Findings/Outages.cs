using Scheduling.BookingRush;
using Scheduling.Faults.Injection;

namespace Scheduling.Faults.Findings;

/// <summary>How long blocks could not be booked, by the fault that came last before it.</summary>
internal sealed class Outages
{
    private readonly Rush rush;
    private readonly List<FaultReport> faults;
    private readonly IReadOnlyList<(long From, long Until)> nobody;
    private readonly Dictionary<FaultReport, Dictionary<Guid, (long Whole, long Afterwards)>> found = [];

    /// <param name="rush">That was hit.</param>
    /// <param name="reports">Of all faults.</param>
    /// <param name="nobody">When no silo could have answered, whatever it did.</param>
    public Outages(Rush rush, IEnumerable<FaultReport> reports, IReadOnlyList<(long From, long Until)> nobody)
    {
        (this.rush, this.nobody) = (rush, nobody);
        faults = [.. reports.Where(report => report.Began is not null).OrderBy(report => report.Began)];
        foreach (var block in rush.Changes.GroupBy(change => change.Block!.Value))
        {
            Look(block.Key, [.. block]);
        }
    }

    /// <returns>How many blocks were away, and the longest of them.</returns>
    public Outage Of(FaultReport fault) => found.TryGetValue(fault, out var blocks)
        ? new Outage(
            blocks.Count,
            Seconds(blocks.Values.Max(each => each.Whole)),
            Seconds(blocks.Values.Max(each => each.Afterwards)))
        : new Outage(0, 0, 0);

    private static double Seconds(long microseconds) => microseconds / 1e6;

    /// <summary>
    /// A request that was lost or held up begins an outage; an answer to one that was asked later ends it. Where all that
    /// was asked later was in vain, it lasted until the last of them.
    /// </summary>
    private void Look(Guid block, IReadOnlyList<Operation> changes)
    {
        var (soonest, latest) = (new long[changes.Count + 1], new long[changes.Count + 1]);
        soonest[^1] = long.MaxValue;
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            soonest[i] = Math.Min(soonest[i + 1], Rush.IsSettled(changes[i]) ? changes[i].Return : long.MaxValue);
            latest[i] = Math.Max(latest[i + 1], changes[i].Return);
        }

        for (var i = 0; i < changes.Count; i++)
        {
            if (!rush.IsHit(changes[i]))
            {
                continue;
            }

            if (soonest[i] < long.MaxValue)
            {
                Count(block, changes[i], soonest[i]);
            }
            else if (i < changes.Count - 1)
            {
                // Where nobody asked for the block again nobody knows.
                Count(block, changes[i], latest[i + 1]);
            }
        }
    }

    private void Count(Guid block, Operation lost, long answered)
    {
        var cause = faults.LastOrDefault(fault => fault.Began <= lost.Return);
        if (cause is null)
        {
            return;
        }

        var from = Math.Max(lost.Invoke, cause.Began!.Value);
        // Of all that were going on meanwhile: what a database that was down for another one cannot do, nobody can.
        var over = faults.Where(fault => fault.Began <= answered).Select(fault => fault.Over)
            .Concat(nobody.Where(each => each.From <= answered).Select(each => Math.Min(each.Until, answered)))
            .Where(each => each <= answered).DefaultIfEmpty(from).Max();
        var blocks = found.TryGetValue(cause, out var known) ? known : found[cause] = [];
        var (whole, afterwards) = blocks.GetValueOrDefault(block);
        blocks[block] = (Math.Max(whole, answered - from), Math.Max(afterwards, answered - Math.Max(from, over)));
    }
}

/// <summary>Seconds of the block that was away longest.</summary>
/// <param name="Blocks">That were asked for in vain, or for much longer than usual.</param>
/// <param name="Longest">From the fault, or the first who asked in vain after it.</param>
/// <param name="Afterwards">What of that came after the fault itself was over.</param>
internal sealed record Outage(int Blocks, double Longest, double Afterwards);
