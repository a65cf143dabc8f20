namespace Scheduling.BookingRush;

/// <summary>
/// A part of a block's or a patient's book that nothing connects with the rest of it: it can be judged alone, because
/// a history is linearizable where the histories of its independent parts are.
/// </summary>
internal sealed class Page
{
    private readonly Dictionary<Place, int> numbers = [];
    private readonly List<Place> places = [];

    /// <summary>For people.</summary>
    public required string Of { get; init; }

    /// <summary>Most stays at an instant.</summary>
    public required int Capacity { get; init; }

    public required IReadOnlyList<Piece> Pieces { get; init; }

    /// <summary>Whether it matters that a stay has ended.</summary>
    public bool RemembersEnds { get; init; }

    /// <summary>The same page with other pieces.</summary>
    public Page With(IReadOnlyList<Piece> others) =>
        new() { Of = Of, Capacity = Capacity, Pieces = others, RemembersEnds = RemembersEnds };

    public int NumberOf(Place place)
    {
        if (!numbers.TryGetValue(place, out var number))
        {
            numbers[place] = number = places.Count;
            places.Add(place);
        }

        return number;
    }

    public Place PlaceOf(int number) => places[number];

    /// <summary>The page as it is after something took effect; nothing where that cannot be now.</summary>
    public Standing? After(Standing standing, Piece change)
    {
        if (change.Needs >= 0 && standing.PlaceOf(change.Needs) is null or Standing.Ended)
        {
            return null;
        }

        foreach (var end in change.Ends)
        {
            standing = standing.End(end, RemembersEnds);
        }

        // What is there begins once; what has ended, without being moved by this, begins no more.
        var isOver = standing.PlaceOf(change.Begins) is Standing.Ended && !change.Ends.Contains(change.Begins);
        if (change.Begins < 0 || isOver || standing.PlaceOf(change.Begins) is >= 0)
        {
            return standing;
        }

        return IsFull(standing, change.Place, []) ? null : standing.Begin(change.Begins, NumberOf(change.Place));
    }

    /// <summary>Whether what somebody was told, or saw, is so.</summary>
    public bool IsTrue(Standing standing, Piece answer) => answer.RefusedBeside is { } beside
        ? IsFull(standing, answer.Place, beside)
        : answer.Sights!.All(sight => IsTrue(standing, sight));

    /// <summary>Whether as many stays as there may be are there at some instant of a place.</summary>
    private bool IsFull(Standing standing, Place place, int[] beside)
    {
        var there = new List<(long From, long Until)>();
        for (var index = 0; index < standing.Count; index++)
        {
            var (stay, number) = standing[index];
            if (number >= 0 && PlaceOf(number) is var other && other.Overlaps(place) && !beside.Contains(stay))
            {
                there.Add((Math.Max(other.From, place.From), Math.Min(other.To, place.To)));
            }
        }

        return there.Count >= Capacity && (Capacity == 1 || Sweep.FirstOver(there, Capacity - 1) is not null);
    }

    private bool IsTrue(Standing standing, Sight sight) => (sight.Kind, standing.PlaceOf(sight.Stay)) switch
    {
        (SightKind.There, { } number) => number >= 0 && PlaceOf(number) == sight.Place,
        (SightKind.Ended, { } number) => number == Standing.Ended,
        (SightKind.NotHere, { } number) => number == Standing.Ended,
        (SightKind.Never or SightKind.NotHere, null) => true,
        (SightKind.There or SightKind.Ended, null) or (SightKind.Never, _) => false,
    };
}
