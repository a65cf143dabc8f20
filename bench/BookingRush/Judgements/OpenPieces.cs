namespace Scheduling.BookingRush;

/// <summary>The pieces that have been asked for and not been answered yet, by numbers that are used again.</summary>
internal sealed class OpenPieces
{
    private readonly List<Piece?> pieces = [];
    private readonly Dictionary<Piece, int> numbers = [];
    private readonly Dictionary<int, int> byOwnNumber = [];
    private readonly Stack<int> free = [];

    public IEnumerable<int> Numbers => numbers.Values;

    public Piece this[int number] => pieces[number]!;

    public int NumberOf(Piece piece) => numbers[piece];

    /// <summary>Whether what came before a piece has not happened yet.</summary>
    public bool IsTooEarly(Piece piece, Standing standing) =>
        byOwnNumber.TryGetValue(piece.After, out var before) && !standing.IsDone(before);

    public int Open(Piece piece)
    {
        if (free.TryPop(out var number))
        {
            pieces[number] = piece;
        }
        else
        {
            number = pieces.Count;
            pieces.Add(piece);
        }

        numbers[piece] = number;
        if (piece.Number >= 0)
        {
            byOwnNumber[piece.Number] = number;
        }

        return number;
    }

    public void Close(Piece piece)
    {
        var number = numbers[piece];
        numbers.Remove(piece);
        byOwnNumber.Remove(piece.Number);
        pieces[number] = null;
        free.Push(number);
    }

    /// <summary>The bits of those that change something.</summary>
    public ulong[] Changes()
    {
        var bits = new ulong[(pieces.Count + 63) / 64];
        foreach (var (piece, number) in numbers)
        {
            bits[number >> 6] |= piece.IsChange ? 1UL << number : 0;
        }

        return bits;
    }
}
