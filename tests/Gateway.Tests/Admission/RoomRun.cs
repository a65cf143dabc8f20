using Microsoft.Extensions.Time.Testing;
using Scheduling.Gateway.Admission;

namespace Scheduling.Gateway.Tests.Admission;

/// <summary>A waiting room, and requests that take so long each, millisecond by millisecond of a clock that is set.</summary>
internal sealed class RoomRun(FakeTimeProvider time, int inFlight, int serviceMilliseconds) : IDisposable
{
    private readonly WaitingRoom room = new(new RoomOptions { InFlight = inFlight }, time);
    private readonly PriorityQueue<int, int> working = new();
    private readonly List<(int Hospital, int Came, Task<bool> Turn)> waiting = [];
    private readonly List<(int Came, int Waited)> waits = [];
    private readonly Dictionary<int, int> served = [];
    private readonly Dictionary<int, int> refused = [];
    private readonly Dictionary<int, int> sentAway = [];
    private int now;

    public int ServiceMilliseconds { get; set; } = serviceMilliseconds;

    public int Served(int hospital) => served.GetValueOrDefault(hospital);

    /// <summary>Told no on arrival.</summary>
    public int Refused(int hospital) => refused.GetValueOrDefault(hospital);

    /// <summary>Let wait, and then told no.</summary>
    public int SentAway(int hospital) => sentAway.GetValueOrDefault(hospital);

    /// <summary>Of who came at a millisecond or later, in milliseconds.</summary>
    public int LongestWait(int since) => waits.Where(wait => wait.Came >= since).Max(wait => wait.Waited);

    /// <param name="milliseconds">How long.</param>
    /// <param name="arrivals">Which hospitals' requests come in a millisecond.</param>
    public void Pass(int milliseconds, Func<int, IEnumerable<int>> arrivals)
    {
        for (var end = now + milliseconds; now < end; now++)
        {
            while (working.TryPeek(out var hospital, out var until) && until <= now)
            {
                working.Dequeue();
                Count(served, hospital);
                room.Leave();
            }

            foreach (var hospital in arrivals(now))
            {
                Come(hospital);
            }

            waiting.RemoveAll(HasEnded);
            time.Advance(TimeSpan.FromMilliseconds(1));
            waiting.RemoveAll(HasEnded);
        }
    }

    public void Dispose() => room.Dispose();

    private void Come(int hospital)
    {
        if (room.TryEnter())
        {
            working.Enqueue(hospital, now + ServiceMilliseconds);
        }
        else if (room.Wait(hospital) is { } turn)
        {
            waiting.Add((hospital, now, turn));
        }
        else
        {
            Count(refused, hospital);
        }
    }

    private bool HasEnded((int Hospital, int Came, Task<bool> Turn) waiter)
    {
        if (!waiter.Turn.IsCompleted)
        {
            return false;
        }

        if (waiter.Turn.GetAwaiter().GetResult())
        {
            working.Enqueue(waiter.Hospital, now + ServiceMilliseconds);
            waits.Add((waiter.Came, now - waiter.Came));
        }
        else
        {
            Count(sentAway, waiter.Hospital);
        }

        return true;
    }

    private static void Count(Dictionary<int, int> counts, int hospital) =>
        counts[hospital] = counts.GetValueOrDefault(hospital) + 1;
}
