namespace Scheduling.Silo.Storage;

/// <summary>
/// What is sent at once: commits of which no two touch the same block, patient or appointment, or one piece of work that
/// goes alone, or nothing.
/// </summary>
internal sealed class CommitGroup
{
    // How far behind waiting conflicts a group is looked for: one busy key must not make every group a walk of the queue.
    private const int LookAhead = 4;

    private readonly List<QueuedCommit> _commits = [];

    public IReadOnlyList<QueuedCommit> Commits => _commits;

    public IQueuedTask? Alone { get; private set; }

    public IEnumerable<IQueuedWork> Work => Alone is { } task ? [task] : _commits;

    public bool IsEmpty => Alone is null && _commits.Count == 0;

    /// <summary>Rows that left the queue, those of withdrawn calls included.</summary>
    public int RowsTaken { get; private set; }

    /// <summary>Takes the next group out of the queue, in order: nothing overtakes what shares a key with it.</summary>
    public static CommitGroup Take(LinkedList<IQueuedWork> waiting, int mostRows, DateTimeOffset now)
    {
        var group = new CommitGroup();
        var touched = new HashSet<ConflictKey>();
        var passed = 0;
        var rows = 0;
        for (var node = waiting.First; node is not null && passed < mostRows * LookAhead;)
        {
            var next = node.Next;
            if (node.Value is not QueuedCommit commit)
            {
                if (passed > 0 || rows > 0)
                {
                    break;
                }

                group.Remove(waiting, node);
                group.Alone = node.Value.TrySend(now) ? (IQueuedTask)node.Value : null;
                if (group.Alone is not null)
                {
                    break;
                }
            }
            else if (rows > 0 && rows + commit.Rows > mostRows)
            {
                break;
            }
            else if (Touches(touched, commit))
            {
                passed++;
            }
            else
            {
                group.Remove(waiting, node);
                if (commit.TrySend(now))
                {
                    group._commits.Add(commit);
                    rows += commit.Rows;
                }
            }

            node = next;
        }

        return group;
    }

    private void Remove(LinkedList<IQueuedWork> waiting, LinkedListNode<IQueuedWork> node)
    {
        waiting.Remove(node);
        RowsTaken += node.Value.Rows;
    }

    /// <summary>
    /// Whether the commit shares a key with one that is in the group or was passed over. Its own keys count from now on
    /// either way, so that what comes later waits behind it.
    /// </summary>
    private static bool Touches(HashSet<ConflictKey> touched, QueuedCommit commit)
    {
        var shares = false;
        foreach (var key in commit.Commit.Keys)
        {
            shares |= !touched.Add(key);
        }

        return shares;
    }
}
