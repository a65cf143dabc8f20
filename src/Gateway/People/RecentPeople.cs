namespace Scheduling.Gateway.People;

/// <summary>
/// People of one hospital as they were at most a second ago, those who do not exist included. The age counts from the
/// start of the read; askers of one person share one read.
/// </summary>
/// <param name="load">Starts a read. It is called under the lock, and so must not do the work itself.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentPeople(Func<Guid, Task<Person?>> load, TimeProvider time)
{
    /// <summary>The most people remembered; the oldest is forgotten first.</summary>
    public const int Most = 16_384;

    /// <summary>The oldest that an answer may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Read> reads = [];
    private readonly Queue<Read> byAge = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return byAge.Count;
            }
        }
    }

    /// <summary>Read after this call began, or at most <see cref="Age"/> before it is answered.</summary>
    public Task<Person?> Find(Guid id)
    {
        var asked = time.GetTimestamp();
        var read = RecentOrNew(id, asked);
        return read.Person.IsCompletedSuccessfully ? read.Person : Wait(id, read, asked);
    }

    private async Task<Person?> Wait(Guid id, Read read, long asked)
    {
        while (true)
        {
            var person = await read.Person;
            var now = time.GetTimestamp();
            if (read.Started >= asked || time.GetElapsedTime(read.Started, now) <= Age)
            {
                return person;
            }

            // Joined somebody's read that took too long: the next one starts after this call, whoever starts it.
            read = RecentOrNew(id, now);
        }
    }

    private Read RecentOrNew(Guid id, long now)
    {
        lock (gate)
        {
            return Recent(id, now) ?? Start(id, now);
        }
    }

    private Read? Recent(Guid id, long now) =>
        reads.TryGetValue(id, out var read)
            && !read.Person.IsFaulted && !read.Person.IsCanceled
            && time.GetElapsedTime(read.Started, now) <= Age
            ? read
            : null;

    private Read Start(Guid id, long now)
    {
        Forget(now);
        var read = new Read(id, now, load(id));
        reads[id] = read;
        byAge.Enqueue(read);
        return read;
    }

    private void Forget(long now)
    {
        while (byAge.TryPeek(out var oldest)
            && (byAge.Count >= Most || time.GetElapsedTime(oldest.Started, now) > Age))
        {
            byAge.Dequeue();
            if (reads.TryGetValue(oldest.Id, out var read) && read == oldest)
            {
                reads.Remove(oldest.Id);
            }
        }
    }

    private sealed class Read(Guid id, long started, Task<Person?> person)
    {
        public Guid Id => id;

        public long Started => started;

        public Task<Person?> Person => person;
    }
}
