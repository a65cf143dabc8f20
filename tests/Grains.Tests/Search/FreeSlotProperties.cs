using System.Collections.Immutable;
using CsCheck;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Search;

namespace Scheduling.Grains.Tests.Search;

/// <summary>Free slots, against trying every minute of every possible one.</summary>
public sealed class FreeSlotProperties
{
    private static readonly DateTimeOffset Eight = new(2030, 3, 14, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int From, int Length)> GenVisit = Gen.Select(Gen.Int[0, 110], Gen.Int[1, 40]);

    private static readonly Gen<Case> GenCase = Gen.Select(
        Gen.Int[1, 150], Gen.Int[1, 60], Gen.Int[1, 3], GenVisit.Array[0, 12], GenVisit.Array[0, 3],
        Gen.Select(Gen.Int[-30, 160], Gen.Int[1, 200], Gen.Int[-30, 160]),
        (minutes, length, capacity, taken, busy, asked) =>
            new Case(minutes, length, capacity, taken, busy, asked.Item1, asked.Item2, asked.Item3));

    [Fact]
    public void FreeSlots_are_those_that_a_slow_search_finds() => GenCase.Sample(asked =>
    {
        var found = asked.Block.Without([.. asked.Busy.Select(Visit)])
            .FreeSlots(TimeSpan.FromMinutes(asked.Length), At(asked.From, asked.From + asked.Range), Minute(asked.Now));

        Assert.Equal(Slow(asked), found.SelectMany(run => Enumerable.Range(0, run.Count).Select(slot =>
            (int)(run.First - Eight).TotalMinutes + (slot * asked.Length))));
        Assert.All(found, run => Assert.True(run.Count > 0));
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(
            pair.First.First + (pair.First.Count * TimeSpan.FromMinutes(asked.Length)) < pair.Second.First));
    }, iter: 20_000);

    /// <summary>What was asked before is of no influence.</summary>
    [Fact]
    public void FreeSlots_that_are_asked_for_again_are_as_those_of_a_block_that_was_never_asked() =>
        Gen.Select(GenCase, GenCase).Sample((before, asked) =>
        {
            var block = asked.Block;
            Find(block, before);

            var fresh = Find(asked.Block, asked).ToArray();
            Assert.Equal(fresh, Find(block, asked).ToArray());
            Assert.Equal(fresh, Find(block, asked).ToArray());
        }, iter: 5_000);

    private static ImmutableArray<SlotRun> Find(SearchedBlock block, Case asked) => block.FreeSlots(
        TimeSpan.FromMinutes(asked.Length), At(asked.From, asked.From + asked.Range), Minute(asked.Now));

    private static IEnumerable<int> Slow(Case asked)
    {
        for (var start = 0; start + asked.Length <= asked.Minutes; start += asked.Length)
        {
            var isAsked = start >= asked.From && start < asked.From + asked.Range && start > asked.Now;
            var isFree = Enumerable.Range(start, asked.Length).All(minute =>
                asked.Taken.Count(visit => Covers(visit, minute)) < asked.Capacity
                && !asked.Busy.Any(visit => Covers(visit, minute)));
            if (isAsked && isFree)
            {
                yield return start;
            }
        }
    }

    private static bool Covers((int From, int Length) visit, int minute) =>
        visit.From <= minute && minute < visit.From + visit.Length;

    private static DateTimeOffset Minute(int minute) => Eight.AddMinutes(minute);

    private static TimeRange At(int from, int to) => new(Minute(from), Minute(to));

    private static TimeRange Visit((int From, int Length) visit) => At(visit.From, visit.From + visit.Length);

    private sealed record Case(
        int Minutes, int Length, int Capacity, (int From, int Length)[] Taken, (int From, int Length)[] Busy,
        int From, int Range, int Now)
    {
        public SearchedBlock Block => new(
            AvailabilityBlocks.Samples.Definition() with { Time = At(0, Minutes), OwnCapacity = Capacity },
            new Person { Key = default, ContactType = ContactType.Clinician, StatusCode = 1, Name = new PersonName() },
            Occupancy.Of(Taken.Select(Visit)),
            default);
    }
}
