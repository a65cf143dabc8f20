namespace Scheduling.Gateway.Admission;

/// <summary>
/// Lets so many requests of a kind be worked on at a time. Further ones wait in a line of their hospital, the lines take
/// turns, and whoever would wait too long is refused on arrival: an answer after their time would be wasted work.
/// </summary>
/// <remarks>
/// How long one would wait follows from the lines and from how fast they moved in the last tenths of a second, so that
/// there is nothing to tune where a database or a machine is faster. A crowd that comes at once may take a while to be
/// worked off; a queue that stands is overload, and a longer one would only make everybody late: that is what CoDel
/// found for packets (Nichols and Jacobson, 2012), and FQ-CoDel for many flows (RFC 8290): which line stands is each
/// hospital's own matter. No line may have more than the room that is left to all others, so that there is always some
/// for a hospital that has nobody waiting.
/// </remarks>
internal sealed class WaitingRoom : IDisposable
{
    private static readonly Task<bool> Admitted = Task.FromResult(true);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(20);

    private readonly RoomOptions options;
    private readonly TimeProvider time;
    private readonly ITimer sweeper;
    private readonly Lock gate = new();
    private readonly Dictionary<int, HospitalLine> lines = [];
    private readonly Queue<HospitalLine> turns = new();
    private readonly DrainRate drain;
    private int inside;
    private int waiting;

    public WaitingRoom(RoomOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        drain = new DrainRate(time);
        sweeper = time.CreateTimer(
            static room => ((WaitingRoom)room!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many are worked on just now.</summary>
    public int Inside => Volatile.Read(ref inside);

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>True where a place is free and nobody waits for it. Costs no memory and no lock.</summary>
    public bool TryEnter() => Volatile.Read(ref waiting) == 0 && TryTakePlace();

    /// <summary>
    /// Waits for a place: true where there is one, false where it took too long. Nothing where it is refused at once.
    /// </summary>
    public Task<bool>? Wait(int hospitalId)
    {
        lock (gate)
        {
            if (TryEnter())
            {
                return Admitted;
            }

            var now = time.GetTimestamp();
            if (waiting == 0)
            {
                drain.Begin(now);
            }

            var line = Line(hospitalId, now);
            if (Refuses(line, now))
            {
                line.Refused(now);
                return null;
            }

            if (line.Count == 0)
            {
                turns.Enqueue(line);
            }

            var waiter = line.Join(now);
            // A full fence: whoever leaves from now on sees that somebody waits.
            if (Interlocked.Increment(ref waiting) == 1)
            {
                sweeper.Change(SweepEvery, Timeout.InfiniteTimeSpan);
            }

            Serve();
            return waiter.Task;
        }
    }

    /// <summary>Whether somebody who came now would be refused at once.</summary>
    public bool WouldRefuse(int hospitalId)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (waiting == 0 || !Refuses(lines.GetValueOrDefault(hospitalId), now))
            {
                return false;
            }

            lines.GetValueOrDefault(hospitalId)?.Refused(now);
            return true;
        }
    }

    /// <summary>Gives a place to whoever waits.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref inside);
        if (Volatile.Read(ref waiting) > 0)
        {
            lock (gate)
            {
                Serve();
            }
        }
    }

    public void Dispose() => sweeper.Dispose();

    private TimeSpan BurstTime => TimeSpan.FromMilliseconds(options.BurstMilliseconds);

    private TimeSpan WaitTime => TimeSpan.FromMilliseconds(options.WaitMilliseconds);

    private bool TryTakePlace()
    {
        for (var now = Volatile.Read(ref inside); now < options.InFlight;)
        {
            var before = Interlocked.CompareExchange(ref inside, now + 1, now);
            if (before == now)
            {
                return true;
            }

            now = before;
        }

        return false;
    }

    private bool Refuses(HospitalLine? line, long now)
    {
        var ahead = line?.Count ?? 0;
        var turnsBefore = (long)(ahead + 1) * (turns.Count + (ahead == 0 ? 1 : 0));
        return ahead >= options.Waiting - waiting || drain.TimeFor(turnsBefore, now) > (line?.Allowed(now) ?? BurstTime);
    }

    /// <summary>Lines of which nothing is to be remembered go when another one comes.</summary>
    private HospitalLine Line(int hospitalId, long now)
    {
        if (lines.TryGetValue(hospitalId, out var known))
        {
            return known;
        }

        foreach (var line in lines.Values)
        {
            if (line.IsForgotten(now))
            {
                lines.Remove(line.HospitalId);
            }
        }

        var added = new HospitalLine(hospitalId, BurstTime, WaitTime, time);
        lines.Add(hospitalId, added);
        return added;
    }

    /// <summary>Gives out what places there are, hospital after hospital.</summary>
    private void Serve()
    {
        while (turns.TryPeek(out var line) && TryTakePlace())
        {
            turns.Dequeue();
            var now = time.GetTimestamp();
            var waiter = Next(line);
            drain.Served(now);
            Requeue(line);
            waiter.SetResult(true);
        }
    }

    /// <summary>Refuses whoever was let wait and is not served: the places are not given back as fast as before.</summary>
    private void Sweep()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            for (var left = turns.Count; left > 0; left--)
            {
                var line = turns.Dequeue();
                while (line.IsLate(now))
                {
                    Next(line).SetResult(false);
                }

                Requeue(line);
            }

            if (waiting > 0)
            {
                sweeper.Change(SweepEvery, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Requeue(HospitalLine line)
    {
        if (line.Count > 0)
        {
            turns.Enqueue(line);
        }
    }

    private Waiter Next(HospitalLine line)
    {
        Interlocked.Decrement(ref waiting);
        return line.Next();
    }
}
