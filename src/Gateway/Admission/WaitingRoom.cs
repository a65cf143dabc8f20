namespace Scheduling.Gateway.Admission;

/// <summary>
/// Lets so many requests of a kind be worked on at a time. Further ones wait in a line of their hospital, the lines take
/// turns, and whoever would wait too long is refused on arrival: an answer after their time would be wasted work.
/// </summary>
/// <remarks>
/// How long one would wait follows from the lines and from how fast they moved in the last tenths of a second, so that
/// there is nothing to tune where a database or a machine is faster. A crowd that comes at once may take a while to be
/// worked off; a queue that stands is overload, and a longer one would only make everybody late: that is what CoDel
/// found for packets (Nichols and Jacobson, 2012). No line may have more than the room that is left to all others, so
/// that there is always some for a hospital that has nobody waiting.
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
    private long? crowdedSince;
    private long crowdedUntil;
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
            var isFirst = waiting == 0;
            if (isFirst)
            {
                BeginCrowd(now);
            }

            var allowed = Allowed(now);
            if (Refuses(hospitalId, allowed, now))
            {
                return null;
            }

            var waiter = new Waiter(now + Ticks(allowed) + Ticks(WaitTime));
            Line(hospitalId).Waiters.Enqueue(waiter);
            // A full fence: whoever leaves from now on sees that somebody waits.
            Interlocked.Increment(ref waiting);
            if (isFirst)
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
            return waiting > 0 && Refuses(hospitalId, Allowed(now), now);
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

    /// <summary>A queue that is empty for a moment between two batches of answers stands all the same.</summary>
    private void BeginCrowd(long now)
    {
        if (crowdedSince is null || time.GetElapsedTime(crowdedUntil, now) > BurstTime)
        {
            crowdedSince = now;
        }

        drain.Begin(now);
    }

    /// <summary>What is left of the time to work off the crowd, but never less than anybody may wait.</summary>
    private TimeSpan Allowed(long now)
    {
        var left = BurstTime - time.GetElapsedTime(crowdedSince ?? now, now);
        return left > WaitTime ? left : WaitTime;
    }

    private bool Refuses(int hospitalId, TimeSpan allowed, long now)
    {
        var line = lines.GetValueOrDefault(hospitalId);
        var ahead = line?.Waiters.Count ?? 0;
        var turnsBefore = (long)(ahead + 1) * (turns.Count + (line is null ? 1 : 0));
        return ahead >= options.Waiting - waiting || drain.TimeFor(turnsBefore, now) > allowed;
    }

    private HospitalLine Line(int hospitalId)
    {
        if (!lines.TryGetValue(hospitalId, out var line))
        {
            line = new HospitalLine(hospitalId);
            lines.Add(hospitalId, line);
            turns.Enqueue(line);
        }

        return line;
    }

    /// <summary>Gives out what places there are, hospital after hospital.</summary>
    private void Serve()
    {
        while (turns.TryPeek(out var line) && TryTakePlace())
        {
            turns.Dequeue();
            var waiter = Next(line);
            if (line.Waiters.Count > 0)
            {
                turns.Enqueue(line);
            }
            else
            {
                lines.Remove(line.HospitalId);
            }

            crowdedUntil = time.GetTimestamp();
            drain.Served(crowdedUntil);
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
                // Who came later may wait longer: the first one's time is over first.
                while (line.Waiters.TryPeek(out var first) && first.Until <= now)
                {
                    Next(line).SetResult(false);
                }

                if (line.Waiters.Count > 0)
                {
                    turns.Enqueue(line);
                }
                else
                {
                    lines.Remove(line.HospitalId);
                }
            }

            if (waiting > 0)
            {
                sweeper.Change(SweepEvery, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private Waiter Next(HospitalLine line)
    {
        Interlocked.Decrement(ref waiting);
        return line.Waiters.Dequeue();
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private sealed class HospitalLine(int hospitalId)
    {
        public int HospitalId => hospitalId;

        public Queue<Waiter> Waiters { get; } = new();
    }

    /// <param name="until">The timestamp at which it is refused.</param>
    private sealed class Waiter(long until) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Until => until;
    }
}
