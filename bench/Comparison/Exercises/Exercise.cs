namespace Scheduling.Comparison;

/// <summary>What a contestant is made to do.</summary>
internal enum Exercise
{
    /// <summary>Closed: distinct patients, distinct free slots over 500 blocks.</summary>
    Book = 1,

    /// <summary>Closed: the same in one block of capacity 500.</summary>
    Hot = 2,

    /// <summary>Closed: fifty ask for every slot of 20 blocks.</summary>
    Rush = 3,

    /// <summary>Closed: 700 searches to one booking.</summary>
    Browse = 4,

    /// <summary>Closed: reschedules between two blocks.</summary>
    Move = 5,

    /// <summary>Open arrivals at half of <see cref="Book"/>'s rate.</summary>
    BookHalf = 6,

    /// <summary>Open arrivals at half of <see cref="Rush"/>'s rate; every slot is asked for by fifty.</summary>
    RushHalf = 7,

    /// <summary>Open arrivals at half of <see cref="Browse"/>'s rate: what bookings wait among searches.</summary>
    Among = 8,

    /// <summary>As many bookings a second as in <see cref="Among"/>, and nothing else.</summary>
    Alone = 9,
}

internal static class Exercises
{
    public static string Text(this Exercise exercise) => exercise switch
    {
        Exercise.Book => "book",
        Exercise.Hot => "hot",
        Exercise.Rush => "rush",
        Exercise.Browse => "browse",
        Exercise.Move => "move",
        Exercise.BookHalf => "book-half",
        Exercise.RushHalf => "rush-half",
        Exercise.Among => "among",
        Exercise.Alone => "alone",
    };
}
