namespace Scheduling.Silo.Storage;

/// <summary>
/// Where many come one by one, lets a moment pass between the starts of two groups, so that what comes meanwhile goes
/// together. A statement costs by itself what ten rows in it cost, and a database that is woken for each of them takes the
/// processor from everybody else. Whoever comes alone waits for nothing. Used by one pump, so never by two threads at once.
/// </summary>
/// <param name="interval">From one start to the next; zero: none.</param>
/// <param name="enough">Where so many wait, they go at once.</param>
/// <param name="time">The clock.</param>
internal sealed class Gathering(TimeSpan interval, int enough, TimeProvider time)
{
    /// <summary>Of the last group: fewer say that nobody else is there.</summary>
    private const int Crowd = 4;

    /// <summary>Timers count milliseconds.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private long started;
    private int taken;

    /// <summary>Until the next group may go.</summary>
    /// <param name="waiting">How many would be in it by now.</param>
    public Task Rest(int waiting)
    {
        if (waiting == 0 || waiting >= enough || taken < Crowd)
        {
            return Task.CompletedTask;
        }

        var left = interval - time.GetElapsedTime(started);
        return left < Shortest ? Task.CompletedTask : Task.Delay(left, time);
    }

    /// <summary>A group of so many goes.</summary>
    public void Go(int count) => (started, taken) = (time.GetTimestamp(), count);
}
