namespace Scheduling.Silo.Storage;

internal sealed class CommitQueueOptions
{
    /// <summary>Most appointment rows in one group. Default 300; 1 to 10,000. A larger commit goes alone.</summary>
    public int GroupRows { get; set; } = 300;

    /// <summary>
    /// Most appointment rows that wait; further commits fail at once. Default 20,000; 1 to 1,000,000.
    /// </summary>
    public int WaitingRows { get; set; } = 20_000;

    /// <summary>
    /// The least from the start of one group to the start of the next, where many come and few of them wait. Default
    /// none, on PostgreSQL 5 ms; 0 to 1 s, in whole milliseconds.
    /// </summary>
    public TimeSpan GatherTime { get; set; }

    /// <summary>Rows that go without waiting for others. Default 24; 1 to 10,000.</summary>
    public int GatherRows { get; set; } = 24;

    /// <summary>How long a call may take. Default 3 s; 100 ms to 60 s.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an import may take, which is thousands of records in one transaction. Default 30 s; 1 s to 5 min.
    /// </summary>
    public TimeSpan ImportTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop waits for what is on its way. Default 5 s; 0 to 60 s.</summary>
    public TimeSpan StopTimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public void Validate()
    {
        OptionRange.Check(nameof(GroupRows), GroupRows, 1, 10_000);
        OptionRange.Check(nameof(WaitingRows), WaitingRows, 1, 1_000_000);
        OptionRange.Check(nameof(GatherTime), GatherTime, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        OptionRange.Check(nameof(GatherRows), GatherRows, 1, 10_000);
        OptionRange.Check(nameof(TimeLimit), TimeLimit, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));
        OptionRange.Check(nameof(ImportTimeLimit), ImportTimeLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        OptionRange.Check(nameof(StopTimeLimit), StopTimeLimit, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }
}
