using System.Buffers;

namespace Scheduling.Faults.Relays;

/// <summary>Knows when a commit is under way on a connection to PostgreSQL, and catches it where it is told.</summary>
internal sealed class CommitWatch(Line line)
{
    private const byte Execute = (byte)'E';
    private const byte ReadyForQuery = (byte)'Z';

    private readonly PostgresFrames requests = new(beginsWithoutLetter: true);
    private readonly PostgresFrames answers = new(beginsWithoutLetter: false);
    private readonly ArrayBufferWriter<byte> answer = new();
    private bool isForCommits;
    private volatile bool isUnderWay;
    private Trap? trap;

    // A name in the statement of a group of commits.
    private static ReadOnlySpan<byte> Mark => "commit_given"u8;

    /// <returns>Whether it may go on to the server.</returns>
    public async ValueTask<bool> Request(ReadOnlyMemory<byte> piece, CancellationToken cut)
    {
        isForCommits = isForCommits || piece.Span.IndexOf(Mark) >= 0;
        if (!requests.Walk(piece.Span, Execute) || !isForCommits)
        {
            return true;
        }

        isUnderWay = true;
        line.CountCommit();
        return line.Take(TrapAt.Request) is not { } caught || await caught.Keep(cut);
    }

    /// <summary>
    /// The server says that it is ready after the commit, and never before: what it answers is kept back until then.
    /// </summary>
    /// <returns>What may go on to the client; nothing where the connection is to be cut.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> Answer(ReadOnlyMemory<byte> piece, CancellationToken cut)
    {
        var isEnd = answers.Walk(piece.Span, ReadyForQuery);
        if (!isUnderWay)
        {
            return piece;
        }

        trap ??= line.Take(TrapAt.Answer);
        isUnderWay = !isEnd;
        answer.Write(piece.Span);
        var whole = isEnd ? End() : ReadOnlyMemory<byte>.Empty;
        return trap is null ? piece : isEnd ? await Keep(whole, cut) : whole;
    }

    private ReadOnlyMemory<byte> End()
    {
        var whole = answer.WrittenSpan.ToArray();
        answer.Clear();
        line.Count(CommitOutcomes.Of(whole));
        return whole;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> Keep(ReadOnlyMemory<byte> whole, CancellationToken cut)
    {
        var caught = trap!;
        trap = null;
        return await caught.Keep(cut) ? whole : null;
    }
}
