namespace Scheduling.Grains.Tests.Simulation;

/// <summary>What can be made wrong on purpose, around the product's code: the simulation must notice each.</summary>
public enum Defect
{
    None = 0,

    /// <summary>The store commits a block's changes whatever its version.</summary>
    BlockVersionIgnored,

    /// <summary>The store commits a change of a patient's times whatever their version.</summary>
    PatientVersionIgnored,

    /// <summary>The store commits a new appointment whatever its patient has at that time.</summary>
    RoomIgnored,

    /// <summary>The store reads a block's appointments with one statement and its version with a later one.</summary>
    LoadedInTwoStatements,

    /// <summary>A commit is answered when it is sent.</summary>
    AnsweredBeforeCommit,

    /// <summary>A cancelled appointment's time is free in memory before the commit.</summary>
    ReleasedBeforeCommit,

    /// <summary>A move does not raise the version of the block that it leaves.</summary>
    FormerBlockNotRaised,

    /// <summary>A move adds the appointment to the new block and leaves it in the old one.</summary>
    MoveCopies,

    /// <summary>Refusals rely on what was confirmed ten seconds ago.</summary>
    RefusedUnconfirmed,

    /// <summary>A block's holds are loaded as if they expired later.</summary>
    HoldsOutlive,

    /// <summary>Who does not know whether it was booked asks again with another appointment's id.</summary>
    RepeatedUnderAnotherId,

    /// <summary>A commit whose block was lost is answered so, and written nevertheless.</summary>
    LoserWrites,
}
