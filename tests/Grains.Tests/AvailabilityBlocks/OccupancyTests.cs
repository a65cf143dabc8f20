using CsCheck;
using Scheduling.Grains.AvailabilityBlocks;

namespace Scheduling.Grains.Tests.AvailabilityBlocks;

public sealed class OccupancyTests
{
    private const int Day = 40;

    private static readonly Gen<TimeRange> GenRange =
        Gen.Select(Gen.Int[0, Day - 1], Gen.Int[1, 8]).Select((start, length) => Range(start, Math.Min(start + length, Day)));

    [Fact]
    public void Most_any_additions_and_removals_is_the_most_at_any_instant() =>
        Gen.Select(GenRange.List[0, 12], GenRange.List[0, 4], GenRange).Sample((stay, go, asked) =>
        {
            var occupancy = stay.Concat(go).Aggregate(Occupancy.Empty, (sum, time) => sum.Add(time));
            occupancy = go.Aggregate(occupancy, (sum, time) => sum.Remove(time));

            Assert.Equal(Instants(asked).Max(instant => Standing(stay, instant)), occupancy.Most(asked));
            Assert.Equal(Occupancy.Of(stay).Most(asked), occupancy.Most(asked));
        });

    [Fact]
    public void Full_stretches_any_occupancy_end_and_start_where_the_capacity_is_reached() =>
        Gen.Select(GenRange.List[0, 12], GenRange, Gen.Int[1, 3]).Sample((stay, asked, capacity) =>
        {
            var occupancy = Occupancy.Of(stay);
            var full = Instants(asked).Where(instant => Standing(stay, instant) >= capacity).ToList();

            Assert.Equal(full.Count > 0, occupancy.LastFullEnd(asked, capacity) is not null);
            Assert.Equal(full.Count > 0, occupancy.FirstFullStart(asked, capacity) is not null);
            if (full.Count > 0)
            {
                Assert.True(occupancy.LastFullEnd(asked, capacity) > full[^1]);
                Assert.True(occupancy.FirstFullStart(asked, capacity) <= full[0]);
            }
        });

    [Fact]
    public void Near_any_occupancy_offers_what_trying_every_start_would() =>
        Gen.Select(GenRange.List[0, 12], GenRange, Gen.Int[1, 2], Gen.Int[-5, Day]).Sample((stay, asked, capacity, now) =>
        {
            var window = Range(0, Day);
            var expected = Enumerable.Range(0, (int)(window.Length / asked.Length))
                .Select(k => new TimeRange(window.Start + (k * asked.Length), window.Start + ((k + 1) * asked.Length)))
                .Where(slot => slot.Start > At(now))
                .Where(slot => Instants(slot).All(instant => Standing(stay, instant) < capacity))
                .OrderBy(slot => (slot.Start - asked.Start).Duration()).ThenBy(slot => slot.Start)
                .Take(5);

            Assert.Equal(expected, Alternatives.Near(asked, window, Occupancy.Of(stay), capacity, At(now)));
        });

    private static int Standing(IEnumerable<TimeRange> times, DateTimeOffset instant) =>
        times.Count(time => time.Start <= instant && instant < time.End);

    private static IEnumerable<DateTimeOffset> Instants(TimeRange time)
    {
        for (var instant = time.Start; instant < time.End; instant += TimeSpan.FromMinutes(1))
        {
            yield return instant;
        }
    }

    private static DateTimeOffset At(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);

    private static TimeRange Range(int start, int end) => new(At(start), At(end));
}
