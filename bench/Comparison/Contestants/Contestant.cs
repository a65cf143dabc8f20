namespace Scheduling.Comparison;

/// <summary>Who is compared.</summary>
internal enum Contestant
{
    /// <summary>On PostgreSQL, gateway and silo in one process, as its rivals are: the one that is judged.</summary>
    Product = 1,

    /// <summary>On PostgreSQL, a gateway and a silo: what the hop costs, and where processor time goes.</summary>
    TwoProcesses = 2,

    /// <summary>On SQLite, in one process.</summary>
    Embedded = 3,

    /// <summary>Rows of block and patient locked, checked, inserted.</summary>
    RowLock = 4,

    /// <summary>One insert under two exclusion constraints.</summary>
    Constraint = 5,

    /// <summary>The same rules on plain persistent grains.</summary>
    Stock = 6,

    /// <summary>Parses, authorizes, validates and echoes.</summary>
    Floor = 7,
}

internal static class Contestants
{
    private static readonly Exercise[] Highest =
        [Exercise.Book, Exercise.Hot, Exercise.Rush, Exercise.Browse, Exercise.Move];

    private static readonly Exercise[] Bookings = [Exercise.Book, Exercise.Hot, Exercise.Rush, Exercise.Move];

    public static string Text(this Contestant contestant) => contestant switch
    {
        Contestant.Product => "product",
        Contestant.TwoProcesses => "two-processes",
        Contestant.Embedded => "embedded",
        Contestant.RowLock => "row-lock",
        Contestant.Constraint => "constraint",
        Contestant.Stock => "stock",
        Contestant.Floor => "floor",
    };

    /// <summary>
    /// What each is asked for. Searches never come near a booking, and are the product's own code in all rivals: only
    /// the floor's, which remembers what it read, say something.
    /// </summary>
    public static IReadOnlyList<Exercise> Exercises(this Contestant contestant) => contestant switch
    {
        Contestant.Product => Enum.GetValues<Exercise>(),
        Contestant.TwoProcesses or Contestant.Embedded => Highest,
        Contestant.RowLock or Contestant.Constraint or Contestant.Stock => Bookings,
        Contestant.Floor => [Exercise.Book, Exercise.Hot, Exercise.Rush, Exercise.Browse],
    };

    /// <summary>Whether it is somebody else's way to book.</summary>
    public static bool IsRival(this Contestant contestant) => contestant switch
    {
        Contestant.Product or Contestant.TwoProcesses or Contestant.Embedded => false,
        Contestant.RowLock or Contestant.Constraint or Contestant.Stock or Contestant.Floor => true,
    };

    /// <summary>Whether what it said can be looked up: the floor stores nothing.</summary>
    public static bool Remembers(this Contestant contestant) => contestant != Contestant.Floor;
}
