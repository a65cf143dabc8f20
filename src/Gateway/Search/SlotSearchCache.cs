using System.Collections.Immutable;
using System.Globalization;

namespace Scheduling.Gateway.Search;

/// <summary>
/// Searches as they were answered at most a second after the store was read: a page that was asked for is sent again as
/// it is, another page of the same search is made of what was found for the first.
/// </summary>
internal sealed class SlotSearchCache(IGrainFactory grains, TimeProvider time)
{
    /// <summary>From the store's read to the answer.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Before anybody has to wait for it. All pages of a day are as old as what was found for them: made anew at one moment
    /// they would hold up everybody else.
    /// </summary>
    private static readonly Renewal Renewal = new(
        Earliest: TimeSpan.FromMilliseconds(480),
        Latest: TimeSpan.FromMilliseconds(720),
        MostAge: TimeSpan.FromMilliseconds(360));

    /// <summary>Silos are to tell something so much newer: it is of use for a while when it arrives.</summary>
    private static readonly TimeSpan Arriving = TimeSpan.FromMilliseconds(50);

    private const long MostPageBytes = 64 * 1024 * 1024;
    private const long MostSlotRuns = 1_000_000;
    private const long MostFirstBytes = 8 * 1024 * 1024;

    /// <summary>What an entry takes beside its content, and beside the numbers of its key.</summary>
    private const int EntryBytes = 512;
    private const int EntryRuns = 20;

    private readonly AgedCache<SlotPageKey, SlotPage> pages = new(
        Age, Renewal, MostPageBytes, (key, page) => page.Json.Length + key.Clinicians.Bytes + EntryBytes,
        page => !(page.NextStart <= time.GetUtcNow()), time);

    private readonly AgedCache<SlotsKey, FreeSlots> slots = new(
        Age, Renewal, MostSlotRuns, (_, found) => EntryRuns + found.Clinicians.Sum(one => one.Runs.Length),
        _ => true, time);

    private readonly AgedCache<FirstSlotKey, FirstFreeSlot> firsts = new(
        Age, Renewal, MostFirstBytes, (key, _) => key.Clinicians.Bytes + EntryBytes,
        first => !(first.Start <= time.GetUtcNow()), time);

    public ValueTask<Aged<SlotPage>> Get(SlotPageKey key) => pages.Get(key, most => Make(key, most));

    private async Task<Aged<SlotPage>> Make(SlotPageKey key, TimeSpan most)
    {
        var found = await slots.Get(key.Slots, newest => Find(key.Slots, newest), most);
        var of = key.Clinicians.ToClinicians();
        var coming = Coming(found.Value.Clinicians, of, key.Slots.Length, time.GetUtcNow());
        if (coming.Count > 0)
        {
            var first = coming.Min(clinician => clinician.Runs.Min(run => run.First));
            return new Aged<SlotPage>(key.Form.Write(coming, first), found.Age);
        }

        var next = await First(key, most);
        return new Aged<SlotPage>(
            key.Form.Write(coming, next.Value.Start), found.Age > next.Age ? found.Age : next.Age);
    }

    private async Task<Aged<FreeSlots>> Find(SlotsKey key, TimeSpan most)
    {
        var began = time.GetTimestamp();
        var found = await grains.SlotSearch(key.HospitalId).Find(key.ToQuery(most - Arriving));
        return new Aged<FreeSlots>(found, found.Age + time.GetElapsedTime(began));
    }

    private ValueTask<Aged<FirstFreeSlot>> First(SlotPageKey key, TimeSpan most)
    {
        if (key.Until <= key.Slots.Starts.End)
        {
            return ValueTask.FromResult(new Aged<FirstFreeSlot>(new FirstFreeSlot(null, TimeSpan.Zero), TimeSpan.Zero));
        }

        var later = key.Slots with { Starts = new TimeRange(key.Slots.Starts.End, key.Until) };
        return firsts.Get(
            new FirstSlotKey(later, key.Clinicians), newest => FindFirst(later, key.Clinicians, newest), most);
    }

    private async Task<Aged<FirstFreeSlot>> FindFirst(SlotsKey key, ClinicianKey clinicians, TimeSpan most)
    {
        var began = time.GetTimestamp();
        var first = await grains.SlotSearch(key.HospitalId)
            .FindFirst(key.ToQuery(most - Arriving), clinicians.ToClinicians());
        return new Aged<FirstFreeSlot>(first, first.Age + time.GetElapsedTime(began));
    }

    /// <summary>Those who count, with what is left of their slots.</summary>
    private static List<ClinicianSlots> Coming(
        ImmutableArray<ClinicianSlots> found, SlotClinicians of, TimeSpan length, DateTimeOffset now)
    {
        var coming = new List<ClinicianSlots>(found.Length);
        foreach (var clinician in found.Where(one => of.Include(one.PersonId, one.Number)))
        {
            var runs = clinician.Runs.All(run => run.First > now)
                ? clinician.Runs
                : [.. clinician.Runs.Select(run => After(run, length, now)).Where(run => run.Count > 0)];
            if (!runs.IsEmpty)
            {
                coming.Add(clinician with { Runs = runs });
            }
        }

        return coming;
    }

    private static SlotRun After(SlotRun run, TimeSpan length, DateTimeOffset now)
    {
        if (run.First > now)
        {
            return run;
        }

        var over = ((now - run.First).Ticks / length.Ticks) + 1;
        return over >= run.Count
            ? run with { Count = 0 }
            : run with { First = run.First + (over * length), Count = run.Count - (int)over };
    }
}

/// <summary>What is asked of a silo.</summary>
internal readonly record struct SlotsKey(
    int HospitalId, TimeRange Starts, TimeSpan Length, SlotAudience Audience, Guid? PatientId)
{
    public FindSlots ToQuery(TimeSpan mostAge) => new()
    {
        Starts = Starts,
        Length = Length,
        Audience = Audience,
        PatientId = PatientId,
        MostAge = mostAge,
    };
}

/// <summary>Clinicians' numbers as text, so that equal ones are equal keys, and the only one that may be shown.</summary>
internal readonly record struct ClinicianKey(string Numbers, Guid? Only)
{
    public static ClinicianKey Of(ImmutableArray<int> numbers, Guid? only) =>
        new(string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))), only);

    /// <summary>Of memory that the text takes.</summary>
    public int Bytes => Numbers.Length * sizeof(char);

    public SlotClinicians ToClinicians() => new()
    {
        Numbers = Numbers.Length == 0
            ? []
            : [.. Numbers.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))],
        Only = Only,
    };
}

internal readonly record struct FirstSlotKey(SlotsKey Slots, ClinicianKey Clinicians);

/// <summary>What an answer depends on.</summary>
/// <param name="Slots">The search.</param>
/// <param name="Until">The end of what is looked through for the next slot.</param>
/// <param name="Clinicians">Whose slots count.</param>
/// <param name="Form">The page.</param>
internal readonly record struct SlotPageKey(
    SlotsKey Slots, DateTimeOffset Until, ClinicianKey Clinicians, SlotPageForm Form);
