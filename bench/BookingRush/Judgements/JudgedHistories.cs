namespace Scheduling.BookingRush;

/// <summary>What several runs on one schedule left, to be judged as one.</summary>
internal sealed class JudgedHistories
{
    private readonly IReadOnlyList<Setting> settings;
    private readonly IReadOnlyList<Operation> history;

    private JudgedHistories(IReadOnlyList<Setting> settings, IReadOnlyList<Operation> history) =>
        (this.settings, this.history) = (settings, history);

    public static JudgedHistories Read(IReadOnlyList<ResultFiles> folders) => new(
        [.. folders.Select(folder => folder.ReadSetting())],
        [.. folders.SelectMany(folder => HistoryReader.Read(folder.History))]);

    /// <summary>What is there now, in all the blocks of the runs.</summary>
    public async Task<IReadOnlyCollection<Stored>> End(string database, CancellationToken stop)
    {
        var found = new Dictionary<Guid, Stored>();
        foreach (var setting in settings.DistinctBy(setting => setting.Plan))
        {
            var blocks = Enumerable.Range(0, setting.Scenario.Blocks + setting.Scenario.WarmUpBlocks).ToList();
            var truth = DatabaseTruth.Open(database, setting.Scenario, setting.Plan);
            foreach (var stored in await truth.List(blocks, stop) ?? [])
            {
                found[stored.Id] = stored;
            }
        }

        return found.Values;
    }

    public Judgement Judge(IReadOnlyCollection<Stored>? end, TimeSpan clockDifference) => new Judge(new JudgeRules
    {
        CapacityOf = CapacityOf,
        ClockDifference = clockDifference.Ticks / TimeSpan.TicksPerMicrosecond,
    }).Of(history, end);

    private int CapacityOf(Guid block) =>
        settings.FirstOrDefault(setting => setting.Plan.BlockNumber(block) is not null)?.Scenario.Capacity
        ?? throw new UsageException($"The block {block} is none of these runs'.");
}
