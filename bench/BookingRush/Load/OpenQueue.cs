using System.Threading.Channels;

namespace Scheduling.BookingRush;

/// <summary>Somebody whose time has come.</summary>
/// <param name="Intended">When the request should be sent; a timestamp.</param>
/// <param name="Number">Of a new visitor.</param>
/// <param name="Step">Of one who came before; nothing for a new one.</param>
/// <param name="FoundIdle">Whether a connection was free when the time had come.</param>
internal readonly record struct Due(long Intended, long Number, Step? Step, bool FoundIdle);

/// <summary>
/// Hands out at the intended times, from a thread of its own, what is to be sent; whoever has a free connection takes it,
/// and sends it on that thread. What nobody takes waits in line, and its latency grows: a slow gateway slows no arrivals
/// down.
/// </summary>
/// <remarks>
/// It sleeps a millisecond whenever nobody is due. Who comes meanwhile is late by less than that, which their latency
/// counts; to wake for each would take the processor away from whoever is measured on the same machine.
/// </remarks>
internal sealed class OpenQueue(IEnumerable<double> arrivals, Recording recording, TimeProvider time)
{
    /// <summary>More do not wait in line: they are counted as not sent.</summary>
    private const int LongestLine = 100_000;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1);

    private readonly Channel<Due> line = Channel.CreateBounded<Due>(
        new BoundedChannelOptions(LongestLine) { AllowSynchronousContinuations = true });

    private readonly PriorityQueue<Step, long> later = new();
    private readonly Lock access = new();
    private int idle;
    private int present;
    private volatile bool isStopped;

    public void Start(long began) =>
        new Thread(() => Pace(began)) { IsBackground = true, Name = "pacer" }.Start();

    /// <summary>No further arrivals; those who are there may finish what is under way.</summary>
    public void Stop()
    {
        isStopped = true;
        line.Writer.TryComplete();
    }

    /// <returns>Nothing when it is over.</returns>
    public async ValueTask<Due?> Take()
    {
        if (line.Reader.TryRead(out var due))
        {
            return due;
        }

        Interlocked.Increment(ref idle);
        try
        {
            // Wakes one of those who wait. To be told that there is something would wake all of them each time.
            return await line.Reader.ReadAsync();
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref idle);
        }
    }

    /// <summary>Somebody who is there goes on later.</summary>
    public void Later(NextStep next)
    {
        lock (access)
        {
            later.Enqueue(next.Step, time.GetTimestamp() + (long)(next.After.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <param name="steps">How many further steps the visitor has begun to wait for.</param>
    public void StepDone(int steps) => Interlocked.Add(ref present, steps - 1);

    private void Pace(long began)
    {
        using var next = arrivals.GetEnumerator();
        var number = 0L;
        var isComing = next.MoveNext();
        while (!isStopped && (isComing || Volatile.Read(ref present) > 0))
        {
            var due = isComing ? began + (long)(next.Current * time.TimestampFrequency) : long.MaxValue;
            if (Waiting(due) is { } step)
            {
                Hand(new Due(step.At, 0, step.Step, IsIdle()));
            }
            else if (due <= time.GetTimestamp())
            {
                Interlocked.Increment(ref present);
                recording.Offered();
                Hand(new Due(due, number++, null, IsIdle()));
                isComing = next.MoveNext();
            }
            else
            {
                Pacer.Sleep(Rest);
            }
        }

        line.Writer.TryComplete();
    }

    private bool IsIdle() => Volatile.Read(ref idle) > line.Reader.Count;

    /// <summary>The step of one who came before, where it is due and not after the next arrival.</summary>
    private (Step Step, long At)? Waiting(long before)
    {
        lock (access)
        {
            return later.TryPeek(out var step, out var at) && at <= before && at <= time.GetTimestamp()
                ? (later.Dequeue(), at)
                : null;
        }
    }

    private void Hand(Due due)
    {
        if (!line.Writer.TryWrite(due))
        {
            recording.NotSent();
            Interlocked.Decrement(ref present);
        }
    }
}
