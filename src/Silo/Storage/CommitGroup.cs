namespace Scheduling.Silo.Storage;

/// <summary>
/// What is sent at once: commits of which no two touch the same block, patient or appointment; or one piece of work
/// that goes alone; or nothing.
/// </summary>
internal sealed class CommitGroup
{
    // How far behind waiting conflicts a group is looked for: one busy key must not make each a walk of the queue.
    private const int LookAhead = 4;

    private readonly LinkedList<IQueuedWork> waiting;
    private readonly int mostRows;
    private readonly DateTimeOffset now;
    private readonly List<QueuedCommit> commits = [];
    private readonly HashSet<ConflictKey> touched = [];
    private int rows;
    private int passed;

    private CommitGroup(LinkedList<IQueuedWork> waiting, int mostRows, DateTimeOffset now)
    {
        this.waiting = waiting;
        this.mostRows = mostRows;
        this.now = now;
    }

    public IReadOnlyList<QueuedCommit> Commits => commits;

    public IQueuedTask? Alone { get; private set; }

    public IEnumerable<IQueuedWork> Work => Alone is { } task ? [task] : commits;

    public bool IsEmpty => Alone is null && commits.Count == 0;

    /// <summary>Rows that left the queue, those of withdrawn calls included.</summary>
    public int RowsTaken { get; private set; }

    /// <summary>Takes the next group out of the queue, in order: nothing overtakes what shares a key with it.</summary>
    /// <param name="waiting">The queue, oldest first.</param>
    /// <param name="mostRows">Most rows of the group; a first commit that has more goes alone.</param>
    /// <param name="now">What has its deadline at or before this instant leaves the queue unsent.</param>
    public static CommitGroup Take(LinkedList<IQueuedWork> waiting, int mostRows, DateTimeOffset now)
    {
        var group = new CommitGroup(waiting, mostRows, now);
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (!group.Consider(node))
            {
                break;
            }

            node = next;
        }

        return group;
    }

    /// <summary>Takes it, or passes it over; false where the group is complete.</summary>
    private bool Consider(LinkedListNode<IQueuedWork> node) => node.Value switch
    {
        QueuedCommit commit => Consider(node, commit),
        IQueuedTask task => IsFirst && TakeAlone(node, task),
        _ => throw new InvalidOperationException($"{node.Value.GetType()} is neither a commit nor a task."),
    };

    private bool IsFirst => rows == 0 && passed == 0;

    private bool TakeAlone(LinkedListNode<IQueuedWork> node, IQueuedTask task)
    {
        Remove(node);
        Alone = task.TrySend(now) ? task : null;
        return Alone is null;
    }

    private bool Consider(LinkedListNode<IQueuedWork> node, QueuedCommit commit)
    {
        if (rows > 0 && rows + commit.Rows > mostRows)
        {
            return false;
        }

        if (Touches(commit))
        {
            Touch(commit);
            passed++;
            return passed < mostRows * LookAhead;
        }

        Remove(node);
        if (commit.TrySend(now))
        {
            Touch(commit);
            commits.Add(commit);
            rows += commit.Rows;
        }

        return true;
    }

    private void Remove(LinkedListNode<IQueuedWork> node)
    {
        waiting.Remove(node);
        RowsTaken += node.Value.Rows;
    }

    /// <summary>Whether the commit shares a key with one that is in the group or was passed over.</summary>
    private bool Touches(QueuedCommit commit)
    {
        foreach (var key in commit.Commit.Keys)
        {
            if (touched.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What comes later and shares a key waits behind it, whether it goes now or was passed over. Behind one that is over
    /// nobody waits.
    /// </summary>
    private void Touch(QueuedCommit commit)
    {
        foreach (var key in commit.Commit.Keys)
        {
            touched.Add(key);
        }
    }
}
