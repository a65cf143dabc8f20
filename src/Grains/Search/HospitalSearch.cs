using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Grains.Search;

/// <summary>
/// One hospital's search: all who ask share what was read of its days. Used by one grain, so never by two threads at
/// once.
/// </summary>
internal sealed class HospitalSearch(int hospitalId, IScheduleReads reads, TimeProvider time)
{
    /// <summary>Days that are looked at together when the first free slot is sought.</summary>
    private static readonly TimeSpan[] Steps = [TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(21)];

    private readonly RecentDays days =
        new((starts, known) => reads.ReadOpenBlocks(hospitalId, starts, time.GetUtcNow(), known), time);

    public async Task<FreeSlots> Find(FindSlots query)
    {
        var began = time.GetTimestamp();
        var busy = await Busy(query);
        var (blocks, age) = await days.Get(query.Starts, query.MostAge);
        var found = SlotSearch.Find(blocks, query, busy, time.GetUtcNow());
        return new FreeSlots(found, Oldest(age, query, began));
    }

    public async Task<FirstFreeSlot> FindFirst(FindSlots query, SlotClinicians of)
    {
        var began = time.GetTimestamp();
        var busy = await Busy(query);
        var oldest = TimeSpan.Zero;
        foreach (var starts in InSteps(query.Starts))
        {
            var asked = time.GetTimestamp();
            var (blocks, age) = await days.Get(starts, query.MostAge);
            oldest = Max(oldest + time.GetElapsedTime(asked), age);
            var part = query with { Starts = starts };
            if (SlotSearch.First(blocks, part, of, busy, time.GetUtcNow()) is { } start)
            {
                return new FirstFreeSlot(start, Oldest(oldest, query, began));
            }
        }

        return new FirstFreeSlot(null, Oldest(oldest, query, began));
    }

    public Task<Guid?> FindPatient(int number) => reads.FindPatient(hospitalId, number);

    private Task<ImmutableArray<TimeRange>> Busy(FindSlots query) => query.PatientId is { } patient
        ? reads.ReadPatientTimes(new Key(hospitalId, patient), time.GetUtcNow())
        : Task.FromResult(ImmutableArray<TimeRange>.Empty);

    /// <summary>A patient's times were read after this call began.</summary>
    private TimeSpan Oldest(TimeSpan age, FindSlots query, long began) =>
        query.PatientId is null ? age : Max(age, time.GetElapsedTime(began));

    private static IEnumerable<TimeRange> InSteps(TimeRange range)
    {
        var start = range.Start;
        for (var step = 0; start < range.End; step++)
        {
            var length = Steps[Math.Min(step, Steps.Length - 1)];
            var end = range.End - start <= length ? range.End : start + length;
            yield return new TimeRange(start, end);
            start = end;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
