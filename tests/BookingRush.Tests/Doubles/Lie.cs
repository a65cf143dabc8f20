namespace Scheduling.BookingRush.Tests;

/// <summary>How a gateway may not tell the truth.</summary>
internal enum Lie
{
    /// <summary>It does not lie.</summary>
    None = 0,

    /// <summary>A taken slot is sold again.</summary>
    DoubleBooks = 1,

    /// <summary>An acknowledged appointment is not stored.</summary>
    Forgets = 2,

    /// <summary>An appointment is stored that nobody asked for.</summary>
    Invents = 3,

    /// <summary>A slot is taken by nobody, for good.</summary>
    LosesSlot = 4,

    /// <summary>Somebody is refused a free slot, once.</summary>
    RefusesWrongly = 5,

    /// <summary>Stored is another time than answered.</summary>
    StoresOtherTime = 6,

    /// <summary>A patient is given two places at the same time.</summary>
    TwoPlaces = 7,

    /// <summary>A request in doubt has booked, and its key does not know.</summary>
    ForgetsKey = 8,

    /// <summary>What is in doubt stays so.</summary>
    NeverSettles = 9,

    /// <summary>A request in doubt has booked, and its key says so: the truth.</summary>
    LosesAnswer = 10,
}
