namespace Scheduling.BookingRush;

/// <summary>One request and its answer; times are timestamps.</summary>
/// <param name="Step">What was asked.</param>
/// <param name="Heard">What was heard.</param>
/// <param name="Intended">When it should have been sent; of a retry, when the first try should have been.</param>
/// <param name="Sent">When it was.</param>
/// <param name="Answered">When the answer was there, or given up.</param>
internal readonly record struct Sample(Step Step, Heard Heard, long Intended, long Sent, long Answered)
{
    /// <summary>How late it was sent although a connection was free: the generator's fault.</summary>
    public long? Late { get; init; }

    /// <summary>Whether every connection was busy when it was due.</summary>
    public bool Waited { get; init; }

    /// <summary>Whether it will be sent again, so that this is not its outcome.</summary>
    public bool IsRetried { get; init; }

    /// <summary>How many had asked for the slot before; 0: first.</summary>
    public int Order { get; init; }
}
