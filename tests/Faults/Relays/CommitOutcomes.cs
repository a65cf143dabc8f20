using System.Buffers.Binary;

namespace Scheduling.Faults.Relays;

/// <summary>What PostgreSQL has answered to the changes of commits.</summary>
/// <param name="Written">Changes that are stored.</param>
/// <param name="Lost">
/// Changes that were decided on a version which is not the stored one any more: of the block, the patient or the row.
/// </param>
internal readonly record struct CommitOutcomes(int Written, int Lost)
{
    private const byte DataRow = (byte)'D';
    private const int HeaderBytes = 1 + sizeof(int);
    private const int SmallIntegers = 21;
    private const int ElementType = 14;
    private const int FirstElement = 26;
    private const int ElementBytes = sizeof(int) + sizeof(short);
    private const short Done = 0;
    private const short RowLost = 3;

    public static CommitOutcomes operator +(CommitOutcomes one, CommitOutcomes other) =>
        new(one.Written + other.Written, one.Lost + other.Lost);

    public static CommitOutcomes operator -(CommitOutcomes one, CommitOutcomes other) =>
        new(one.Written - other.Written, one.Lost - other.Lost);

    /// <summary>Reads a whole answer. The statement of a group answers one array, an outcome per change.</summary>
    public static CommitOutcomes Of(ReadOnlySpan<byte> answer)
    {
        var sum = default(CommitOutcomes);
        while (answer.Length >= HeaderBytes)
        {
            var end = 1 + BinaryPrimitives.ReadInt32BigEndian(answer[1..]);
            if (answer[0] == DataRow && end <= answer.Length)
            {
                sum += OfRow(answer[HeaderBytes..end]);
            }

            answer = answer[Math.Min(end, answer.Length)..];
        }

        return sum;
    }

    // One column: its length; an array: dimensions, nulls, type, elements, lower bound; each element behind its length.
    private static CommitOutcomes OfRow(ReadOnlySpan<byte> row)
    {
        var isOutcomes = row.Length >= FirstElement
            && BinaryPrimitives.ReadInt16BigEndian(row) == 1
            && BinaryPrimitives.ReadInt32BigEndian(row[ElementType..]) == SmallIntegers;
        var sum = default(CommitOutcomes);
        for (var at = FirstElement; isOutcomes && at + ElementBytes <= row.Length; at += ElementBytes)
        {
            sum += BinaryPrimitives.ReadInt16BigEndian(row[(at + sizeof(int))..]) switch
            {
                Done => new CommitOutcomes(1, 0),
                <= RowLost => new CommitOutcomes(0, 1),
                _ => default,
            };
        }

        return sum;
    }
}
