using Microsoft.Extensions.Time.Testing;

namespace Scheduling.Grains.Tests.Simulation;

/// <summary>
/// Everything that happens, one step after the other, in an order that only the seed decides. A step is one turn of a
/// lane, from one await to the next, or one event: a message that arrives, a statement that the database runs, a crash.
/// </summary>
internal sealed class Agenda(int seed)
{
    private const int Remembered = 40;
    private const ulong TracePrime = 1_099_511_628_211;

    private readonly Random random = new(seed);
    private readonly List<Lane> ready = [];
    private readonly PriorityQueue<Action, (long Due, long Order)> events = new();
    private readonly Queue<string> notes = new();
    private long order;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 3, 14, 7, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Time.GetUtcNow();

    public int Steps { get; private set; }

    /// <summary>Whether nothing is under way, and nobody has anything to do.</summary>
    public bool IsIdle => ready.Count == 0 && events.Count == 0;

    /// <summary>A hash of all that happened: equal for equal runs.</summary>
    public ulong Trace { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>What happened last, for whoever has to find out why a promise was broken.</summary>
    public string LastNotes => string.Join('\n', notes);

    /// <summary>From 0 to one less than the choices.</summary>
    public int Pick(int choices) => random.Next(choices);

    public bool OneIn(int choices) => random.Next(choices) == 0;

    public Guid NewId()
    {
        Span<byte> id = stackalloc byte[16];
        random.NextBytes(id);
        return new Guid(id);
    }

    /// <summary>How long a message is under way: mostly milliseconds, now and then much longer.</summary>
    public TimeSpan Latency() => TimeSpan.FromMilliseconds(random.Next(100) switch
    {
        0 => random.Next(3_000),
        < 5 => random.Next(60),
        _ => random.Next(1, 5),
    });

    public void After(TimeSpan delay, Action happens) => events.Enqueue(happens, ((Now + delay).Ticks, order++));

    public void Note(string note)
    {
        foreach (var letter in note)
        {
            Trace = (Trace ^ letter) * TracePrime;
        }

        notes.Enqueue($"{Steps} {Now:HH:mm:ss.fff} {note}");
        if (notes.Count > Remembered)
        {
            notes.Dequeue();
        }
    }

    /// <summary>The lane has a turn to run, or none any more.</summary>
    public void Ready(Lane lane, bool hasTurn)
    {
        if (hasTurn)
        {
            ready.Add(lane);
        }
        else
        {
            ready.Remove(lane);
        }
    }

    /// <summary>One step; where nothing can happen now, time passes first.</summary>
    public void Step()
    {
        if (ready.Count == 0)
        {
            Time.Advance(events.TryPeek(out _, out var next)
                ? TimeSpan.FromTicks(Math.Max(0, next.Due - Now.Ticks))
                : TimeSpan.FromMilliseconds(100));
        }

        Steps++;
        var choices = ready.Count + (IsDue() ? 1 : 0);
        if (choices == 0)
        {
            return;
        }

        var choice = random.Next(choices);
        Trace = (Trace ^ (ulong)choice) * TracePrime;
        if (choice < ready.Count)
        {
            ready[choice].RunTurn();
        }
        else
        {
            events.Dequeue()();
        }
    }

    private bool IsDue() => events.TryPeek(out _, out var next) && next.Due <= Now.Ticks;
}
