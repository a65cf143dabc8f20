using System.Diagnostics;
using HdrHistogram;

namespace Scheduling.BookingRush;

/// <summary>
/// Sends bookings over a fixed number of connections, each of which waits for its answer before it sends the next:
/// what that finds is the highest rate, not how long people wait at a given one.
/// </summary>
internal sealed class ClosedRun(Uri gateway, int connections)
{
    /// <summary>Each request once, in order of the list.</summary>
    public async Task<RunResult> Send(IReadOnlyList<byte[]> requests)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connection.Open(gateway)));
        var result = new RunResult(requests.Count);
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Select(connection => Task.Run(() => Work(connection))));
        result.Elapsed = Stopwatch.GetElapsedTime(began);
        Array.ForEach(open, connection => connection.Dispose());
        return result;

        async Task Work(Connection connection)
        {
            var latencies = new Latencies();
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.Send(requests[i]);
                latencies.Of(result.Record(i, answer)).RecordValue(Microseconds(sent));
            }

            result.Latencies.Add(latencies);
        }
    }

    private static long Microseconds(long since) => (long)Stopwatch.GetElapsedTime(since).TotalMicroseconds;
}

internal enum Outcome
{
    Booked = 1,
    Taken = 2,

    /// <summary>Nothing that a run of this kind may hear.</summary>
    Unexpected = 3,
}

/// <summary>In microseconds, up to a minute.</summary>
internal sealed class Latencies
{
    private readonly LongHistogram _booked = new(60_000_000, 3);
    private readonly LongHistogram _taken = new(60_000_000, 3);

    public LongHistogram Of(Outcome outcome) => outcome == Outcome.Booked ? _booked : _taken;

    public void Add(Latencies other)
    {
        lock (_booked)
        {
            _booked.Add(other._booked);
            _taken.Add(other._taken);
        }
    }
}

internal sealed class RunResult(int requests)
{
    private readonly Outcome[] _outcomes = new Outcome[requests];
    private readonly Guid[] _appointments = new Guid[requests];
    private string? _surprise;

    public Latencies Latencies { get; } = new();

    public TimeSpan Elapsed { get; set; }

    public int Requests => requests;

    /// <summary>One of the answers that nobody expected.</summary>
    public string? Surprise => _surprise;

    public int Count(Outcome outcome) => _outcomes.Count(each => each == outcome);

    /// <summary>The appointment that a request was told of; nothing where it was told something else.</summary>
    public Guid? Appointment(int request) => _outcomes[request] == Outcome.Booked ? _appointments[request] : null;

    /// <summary>Whether a request was told for good that it was booked, or that somebody else was.</summary>
    public bool IsSettled(int request) => _outcomes[request] is Outcome.Booked or Outcome.Taken;

    public double PerSecond(Outcome outcome) => Count(outcome) / Elapsed.TotalSeconds;

    public Outcome Record(int request, Answer answer)
    {
        var outcome = answer switch
        {
            { Status: 200 } => Outcome.Booked,
            { IsTaken: true } => Outcome.Taken,
            _ => Outcome.Unexpected,
        };
        _outcomes[request] = outcome;
        if (outcome == Outcome.Booked)
        {
            _appointments[request] = answer.AppointmentId;
        }

        if (outcome == Outcome.Unexpected)
        {
            Interlocked.CompareExchange(ref _surprise, answer.ToString(), null);
        }

        return outcome;
    }
}
