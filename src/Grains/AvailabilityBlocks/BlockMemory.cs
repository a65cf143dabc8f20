using Scheduling.Grains.Storage;

namespace Scheduling.Grains.AvailabilityBlocks;

/// <summary>
/// What an activation remembers of its block, and since when it is known to be the stored truth. It is changed in its
/// grain's turns only.
/// </summary>
internal sealed class BlockMemory(Key key, IScheduleStore store, AvailabilityBlockOptions options, TimeProvider time)
{
    private Task? reading;
    private long? confirmedAt;

    public Key Key => key;

    /// <summary>Nothing where it was not read yet, or the store has none.</summary>
    public AvailabilityBlock? Block { get; set; }

    /// <summary>
    /// Whether a commit is under way: then it alone may say what the block is, because its own fence tells whether it
    /// still is.
    /// </summary>
    public bool IsCommitting { get; set; }

    /// <summary>What is remembered may be old: it is confirmed before the next refusal.</summary>
    public void Doubt() => confirmedAt = null;

    /// <summary>What is remembered was the stored truth at a timestamp.</summary>
    public void Confirm(long at) => confirmedAt = at;

    /// <summary>Whether what is remembered was the stored truth within the request, or shortly before it.</summary>
    public bool IsConfirmedFor(Ask ask) => confirmedAt is { } at
        && (at >= ask.BeganAt
            || (!ask.IsDoneWhenRefused && time.GetElapsedTime(at).TotalMilliseconds < options.ConfirmedForMilliseconds));

    /// <summary>Reads the truth, or confirms what is remembered. One read serves all that wait for it.</summary>
    public Task Read()
    {
        if (reading is null or { IsCompleted: true })
        {
            reading = ReadOnce();
        }

        return reading;
    }

    private async Task ReadOnce()
    {
        var began = time.GetTimestamp();
        if (Block is not null && await store.ReadBlockVersion(key) == Block.Version)
        {
            confirmedAt = began;
            return;
        }

        var snapshot = await store.LoadBlock(key);
        if (!IsCommitting)
        {
            Block = snapshot is null ? null : AvailabilityBlock.From(snapshot);
            confirmedAt = began;
        }
    }
}
