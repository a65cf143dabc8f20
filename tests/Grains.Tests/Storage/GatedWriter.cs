using System.Collections.Immutable;
using System.Threading.Channels;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage;

namespace Scheduling.Grains.Tests.Storage;

/// <summary>A writer that shows each group to the test and answers when the test says so.</summary>
internal sealed class GatedWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ImmutableArray<PreparedCommit>> groups =
        Channel.CreateUnbounded<ImmutableArray<PreparedCommit>>();

    private TaskCompletionSource<ImmutableArray<ImmutableArray<ChangeOutcome>>>? answer;
    private ImmutableArray<PreparedCommit> group;
    private int count;

    /// <summary>How many groups were sent.</summary>
    public int Groups => Volatile.Read(ref count);

    public Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(ImmutableArray<PreparedCommit> next)
    {
        answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        group = next;
        Interlocked.Increment(ref count);
        groups.Writer.TryWrite(next);
        return answer.Task;
    }

    /// <exception cref="OperationCanceledException">The queue sent no group.</exception>
    public async Task<ImmutableArray<PreparedCommit>> NextGroup()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await groups.Reader.ReadAsync(patience.Token);
    }

    /// <inheritdoc cref="NextGroup"/>
    public async Task<IEnumerable<BlockCommit>> NextCommits() => (await NextGroup()).Select(commit => commit.Commit);

    /// <summary>The group under way is done.</summary>
    public void Done() => answer!.SetResult(
    [
        .. group.Select(commit => ImmutableArray.CreateRange(commit.Commit.Changes.Select(_ => ChangeOutcome.Done))),
    ]);

    public void Fail(Exception cause) => answer!.SetException(cause);
}
