namespace Scheduling.BookingRush;

/// <summary>A time in a block, in seconds since 1970; half-open.</summary>
internal readonly record struct Place(Guid Block, long From, long To)
{
    public bool Overlaps(Place other) => From < other.To && other.From < To;
}

/// <summary>
/// What a request says about one book, which is a block's or a patient's. It took effect, all at once, at one instant
/// from <see cref="Low"/> to <see cref="High"/>, or perhaps never where it is not <see cref="IsCertain"/>. Instants are
/// microseconds since 1970. Stays, of appointments and holds, are numbers that count within their book.
/// </summary>
internal sealed class Piece
{
    /// <summary>Its own among all pieces; those that say the same in doubt have it, too.</summary>
    public int Number { get; init; } = -1;

    /// <summary>The number of a piece that came before it, as its patient knows; none: -1.</summary>
    public int After { get; init; } = -1;

    /// <summary>For people.</summary>
    public required Operation Source { get; init; }

    /// <summary>What else it is than what was asked, such as the end of a hold; for people.</summary>
    public string? Role { get; init; }

    public required long Low { get; init; }

    public required long High { get; init; }

    public bool IsCertain { get; init; } = true;

    /// <summary>A stay that must be there; none: -1.</summary>
    public int Needs { get; init; } = -1;

    /// <summary>Stays that end with it where they are there.</summary>
    public int[] Ends { get; init; } = [];

    /// <summary>The stay that begins with it; none: -1. One that is there already stays where it is.</summary>
    public int Begins { get; init; } = -1;

    /// <summary>Where a stay begins, or what was refused.</summary>
    public Place Place { get; init; }

    /// <summary>A refusal: at some instant of the place nothing was left, these stays not counted.</summary>
    public int[]? RefusedBeside { get; init; }

    /// <summary>What somebody saw at once.</summary>
    public Sight[]? Sights { get; init; }

    public bool IsChange => RefusedBeside is null && Sights is null;

    public bool IsRefusal => RefusedBeside is not null;

    /// <summary>It only begins a stay of which nothing else is said before it is over.</summary>
    public bool IsPlainBeginning { get; set; }

    /// <summary>Nothing else at all is said of the stay that it begins.</summary>
    public bool IsLonely { get; set; }

    public IEnumerable<int> Stays()
    {
        foreach (var end in Ends)
        {
            yield return end;
        }

        if (Begins >= 0)
        {
            yield return Begins;
        }

        foreach (var sight in Sights ?? [])
        {
            yield return sight.Stay;
        }
    }

    /// <summary>The same, as if nobody had heard what became of it; nothing where that says nothing.</summary>
    public Piece? InDoubt() => !IsChange ? null : new Piece
    {
        Number = Number,
        After = After,
        Source = Source,
        Role = Role,
        Low = Low,
        High = long.MaxValue,
        IsCertain = false,
        Needs = Needs,
        Ends = Ends,
        Begins = Begins,
        Place = Place,
        IsLonely = IsLonely,
    };
}

/// <summary>How a stay was seen.</summary>
internal enum SightKind
{
    /// <summary>At the place.</summary>
    There = 1,

    /// <summary>It had been there, and had ended.</summary>
    Ended = 2,

    /// <summary>It had never been.</summary>
    Never = 3,

    /// <summary>Not in this book.</summary>
    NotHere = 4,
}

internal readonly record struct Sight(int Stay, SightKind Kind, Place Place);
