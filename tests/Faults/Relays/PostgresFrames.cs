using System.Buffers.Binary;

namespace Scheduling.Faults.Relays;

/// <summary>
/// Follows one direction of a connection of PostgreSQL's protocol from message to message, however they are cut into
/// pieces: a letter, four bytes of length, which count themselves, and the rest.
/// </summary>
/// <param name="beginsWithoutLetter">The client's first message has none.</param>
internal sealed class PostgresFrames(bool beginsWithoutLetter)
{
    private const int LengthBytes = sizeof(int);

    private readonly byte[] length = new byte[LengthBytes];
    private bool isLetterNext = !beginsWithoutLetter;
    private int lengthRead;
    private int rest;

    /// <returns>Whether a message of a kind begins in it.</returns>
    public bool Walk(ReadOnlySpan<byte> piece, byte kind)
    {
        var found = false;
        while (piece.Length > 0)
        {
            if (rest > 0)
            {
                var skipped = Math.Min(rest, piece.Length);
                rest -= skipped;
                piece = piece[skipped..];
                isLetterNext = true;
            }
            else if (isLetterNext)
            {
                found = found || piece[0] == kind;
                isLetterNext = false;
                piece = piece[1..];
            }
            else
            {
                piece = ReadLength(piece);
            }
        }

        return found;
    }

    private ReadOnlySpan<byte> ReadLength(ReadOnlySpan<byte> piece)
    {
        length[lengthRead++] = piece[0];
        if (lengthRead == LengthBytes)
        {
            lengthRead = 0;
            rest = BinaryPrimitives.ReadInt32BigEndian(length) - LengthBytes;
            isLetterNext = true;
        }

        return piece[1..];
    }
}
