using System.Collections.Frozen;
using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Search;

/// <summary>
/// The open blocks of one hospital as they were a moment ago, by the day (in UTC) on which they start. Whoever needs a
/// day that is being read waits for that read, and days that are missed together are one read. What was read before is
/// told to the next read, which needs to bring only what has changed. Used by one grain, so never by two threads at once.
/// </summary>
/// <param name="read">Reads the blocks that start in a range, of which some are known.</param>
/// <param name="time">Ages count from the start of a read.</param>
internal sealed class RecentDays(
    Func<TimeRange, IReadOnlyCollection<KnownBlock>, Task<OpenBlockReading>> read, TimeProvider time)
{
    /// <summary>The most days remembered; the oldest reads are forgotten first.</summary>
    public const int Most = 400;

    /// <summary>How long a day is remembered, so that the next read of it needs to bring only what has changed.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    /// <summary>A block that starts so long before an instant is over by then.</summary>
    private static readonly TimeSpan LongestBlock = TimeSpan.FromHours(25);

    private readonly Dictionary<int, Reading> days = [];

    public int Count => days.Count;

    /// <summary>The blocks in which a slot may start in a range, and how long ago they were read.</summary>
    public async Task<(ImmutableArray<SearchedBlock> Blocks, TimeSpan Age)> Get(TimeRange starts, TimeSpan mostAge)
    {
        var asked = time.GetTimestamp();
        var first = Day(starts.Start - LongestBlock);
        var wanted = Enumerable.Range(first, Day(starts.End.AddTicks(-1)) - first + 1).ToArray();
        while (true)
        {
            var readings = Readings(wanted, mostAge);
            var blocks = await Task.WhenAll(readings.Select(reading => reading.Blocks));
            var now = time.GetTimestamp();
            if (Array.TrueForAll(readings, reading => reading.Started >= asked || Age(reading, now) <= mostAge))
            {
                var age = readings.Max(reading => Age(reading, now));
                return ([.. wanted.SelectMany((day, i) => blocks[i].GetValueOrDefault(day, []))], age);
            }
        }
    }

    private Reading[] Readings(int[] wanted, TimeSpan mostAge)
    {
        var now = time.GetTimestamp();
        var known = Array.ConvertAll(wanted, day => Recent(day, now, mostAge));
        if (!Array.Exists(known, reading => reading is null))
        {
            return known!;
        }

        var missed = wanted.Where((_, i) => known[i] is null).ToArray();
        Forget(now, missed.Length);
        var reading = new Reading(now, Read(missed[0], missed[^1]));
        foreach (var day in missed)
        {
            days[day] = reading;
        }

        return Array.ConvertAll(known, found => found ?? reading);
    }

    private async Task<FrozenDictionary<int, ImmutableArray<SearchedBlock>>> Read(int first, int last)
    {
        // One that was moved to another day meanwhile may be known as it was and as it is: the store compares.
        var known = Enumerable.Range(first, last - first + 1)
            .SelectMany(day => Known(day))
            .DistinctBy(block => block.Definition.Key.Id)
            .ToDictionary(block => block.Definition.Key.Id);
        var found = await read(
            new TimeRange(Midnight(first), Midnight(last + 1)),
            [.. known.Select(block => new KnownBlock(block.Key, block.Value.Stamp))]);
        return found.Unchanged.Select(id => known[id])
            .Concat(found.Read.Select(SearchedBlock.Of))
            .GroupBy(block => Day(block.Definition.Time.Start))
            .ToFrozenDictionary(day => day.Key, day => day.ToImmutableArray());
    }

    /// <summary>What was last read of a day, whenever that was.</summary>
    private ImmutableArray<SearchedBlock> Known(int day) =>
        days.TryGetValue(day, out var reading) && reading.Blocks.IsCompletedSuccessfully
            ? reading.Blocks.Result.GetValueOrDefault(day, [])
            : [];

    private Reading? Recent(int day, long now, TimeSpan mostAge) =>
        days.TryGetValue(day, out var reading)
        && !reading.Blocks.IsFaulted && !reading.Blocks.IsCanceled
        && Age(reading, now) <= mostAge
            ? reading
            : null;

    private void Forget(long now, int room)
    {
        foreach (var (day, _) in days.Where(day => Age(day.Value, now) > LongestAge).ToList())
        {
            days.Remove(day);
        }

        var tooMany = days.Count + room - Most;
        foreach (var (day, _) in days.OrderBy(day => day.Value.Started).Take(Math.Max(tooMany, 0)).ToList())
        {
            days.Remove(day);
        }
    }

    private TimeSpan Age(Reading reading, long now) => time.GetElapsedTime(reading.Started, now);

    private static int Day(DateTimeOffset instant) => (int)(instant.UtcTicks / TimeSpan.TicksPerDay);

    private static DateTimeOffset Midnight(int day) => new(day * TimeSpan.TicksPerDay, TimeSpan.Zero);

    private sealed record Reading(long Started, Task<FrozenDictionary<int, ImmutableArray<SearchedBlock>>> Blocks);
}
