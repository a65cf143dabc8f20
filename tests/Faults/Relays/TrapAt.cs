namespace Scheduling.Faults.Relays;

/// <summary>Where a commit on its way is caught.</summary>
internal enum TrapAt
{
    /// <summary>It has left the silo and not reached the database.</summary>
    Request = 1,

    /// <summary>It is durable, and its answer has not reached the silo.</summary>
    Answer = 2,
}
