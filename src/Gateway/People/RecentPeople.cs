namespace Scheduling.Gateway.People;

/// <summary>
/// People of one hospital as they were at most a second ago, those who do not exist included. The age counts from the
/// start of the read; askers of one person share one read.
/// </summary>
/// <remarks>
/// Who is asked for the first time in a while is remembered until the next garbage collection only, unless somebody
/// asks again before. Of the thousands who come once in a rush each collection would otherwise carry on a dozen objects
/// each, while everybody waits; hardly any of them is asked for again within a second.
/// </remarks>
/// <param name="load">Starts a read. It is called under the lock, and so must not do the work itself.</param>
/// <param name="doorkeeper">Knows who was asked for before.</param>
/// <param name="time">The clock.</param>
internal sealed class RecentPeople(Func<Guid, Task<Person?>> load, Doorkeeper doorkeeper, TimeProvider time)
{
    /// <summary>The most people remembered who were asked for more than once; the oldest is forgotten first.</summary>
    public const int Most = 16_384;

    /// <summary>The most who were asked for once; the next one of the same place is remembered instead.</summary>
    private const int MostOnce = 4_096;

    /// <summary>The oldest that an answer may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    /// <summary>Under way, or kept.</summary>
    private readonly Dictionary<Guid, Read> reads = [];

    /// <summary>The kept ones.</summary>
    private readonly Queue<Read> byAge = [];

    /// <summary>Answered, and asked for once. Nothing else refers to them: a collection takes all of them.</summary>
    private readonly WeakReference<Read?[]> once = new([]);

    public int Count
    {
        get
        {
            lock (gate)
            {
                return reads.Count;
            }
        }
    }

    /// <summary>Read after this call began, or at most <see cref="Age"/> before it is answered.</summary>
    /// <param name="id">Whom.</param>
    /// <param name="isSameRequest">
    /// The request has asked for them before: that says nothing of whether others will.
    /// </param>
    public Task<Person?> Find(Guid id, bool isSameRequest = false)
    {
        var asked = time.GetTimestamp();
        var read = RecentOrNew(id, asked, isSameRequest);
        return read.IsAnswered ? read.Person : Wait(id, read, asked, isSameRequest);
    }

    private async Task<Person?> Wait(Guid id, Read read, long asked, bool isSameRequest)
    {
        while (true)
        {
            var person = await Answer(read);
            var now = time.GetTimestamp();
            if (read.Started >= asked || time.GetElapsedTime(read.Started, now) <= Age)
            {
                return person;
            }

            // Joined somebody's read that took too long: the next one starts after this call, whoever starts it.
            read = RecentOrNew(id, now, isSameRequest);
        }
    }

    private async ValueTask<Person?> Answer(Read read)
    {
        try
        {
            return await read.Person;
        }
        finally
        {
            lock (gate)
            {
                Settle(read);
            }
        }
    }

    private Read RecentOrNew(Guid id, long now, bool isSameRequest)
    {
        lock (gate)
        {
            if (!reads.TryGetValue(id, out var read) && Once() is { } places)
            {
                read = places[PlaceOf(id)];
            }

            if (read is null || read.Id != id || !IsRecent(read, now))
            {
                read = Start(id, now);
                return isSameRequest || !doorkeeper.Knows(id) ? read : Keep(read);
            }

            return isSameRequest ? read : Keep(read);
        }
    }

    private bool IsRecent(Read read, long now) =>
        !read.Person.IsFaulted && !read.Person.IsCanceled && time.GetElapsedTime(read.Started, now) <= Age;

    private Read Start(Guid id, long now)
    {
        Forget(now);
        var read = new Read(id, now, load(id));
        reads[id] = read;
        return read;
    }

    /// <summary>It is asked for more than once.</summary>
    private Read Keep(Read read)
    {
        if (!read.IsKept)
        {
            read.IsKept = true;
            reads[read.Id] = read;
            byAge.Enqueue(read);
        }

        return read;
    }

    private void Settle(Read read)
    {
        if (read.IsAnswered)
        {
            return;
        }

        read.IsAnswered = read.Person.IsCompletedSuccessfully;
        if (!read.IsKept || !read.IsAnswered)
        {
            Forget(read);
        }

        if (!read.IsKept && read.IsAnswered)
        {
            (Once() ?? NewOnce())[PlaceOf(read.Id)] = read;
        }
    }

    private void Forget(long now)
    {
        while (byAge.TryPeek(out var oldest)
            && (byAge.Count >= Most || time.GetElapsedTime(oldest.Started, now) > Age))
        {
            byAge.Dequeue();
            Forget(oldest);
        }
    }

    private void Forget(Read over)
    {
        if (reads.TryGetValue(over.Id, out var read) && read == over)
        {
            reads.Remove(over.Id);
        }
    }

    private Read?[]? Once() => once.TryGetTarget(out var places) && places.Length > 0 ? places : null;

    private Read?[] NewOnce()
    {
        var places = new Read?[MostOnce];
        once.SetTarget(places);
        return places;
    }

    /// <summary>Mixed: ids that are counted up differ in a few bits of their own hashes.</summary>
    private static int PlaceOf(Guid id) => HashCode.Combine(id) & (MostOnce - 1);

    private sealed class Read(Guid id, long started, Task<Person?> person)
    {
        public Guid Id => id;

        public long Started => started;

        public Task<Person?> Person => person;

        /// <summary>Until it is too old, and not only until the next collection.</summary>
        public bool IsKept { get; set; }

        public bool IsAnswered { get; set; }
    }
}
