namespace Scheduling.Silo.Storage.Sqlite;

internal sealed class SqliteStoreOptions
{
    /// <summary>The database file. Made where there is none; its folder must exist. Required.</summary>
    public string Path { get; set; } = "";

    public CommitQueueOptions Queue { get; } = new();

    /// <summary>Most loads that wait; further ones fail at once. Default 20,000; 1 to 1,000,000.</summary>
    public int WaitingLoads { get; set; } = 20_000;

    /// <summary>
    /// How long to wait for another program's write (an operator's, say) to end. Default 2 s; 0 to 60 s; less than the
    /// queue's time limit, so that the wait ends before its callers do.
    /// </summary>
    public TimeSpan BusyTimeLimit { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The writer's page cache. Default 64 MiB; 1 to 4,096.</summary>
    public int WriterCacheMebibytes { get; set; } = 64;

    /// <summary>The reader's page cache. Default 32 MiB; 1 to 4,096.</summary>
    public int ReaderCacheMebibytes { get; set; } = 32;

    /// <summary>
    /// Pages (4 KiB) in the write-ahead log before they are copied into the database. Default 4,000; 100 to 1,000,000.
    /// A page that many bookings change is copied once per checkpoint: fewer are cheaper, but recovery reads the log.
    /// </summary>
    public int CheckpointPages { get; set; } = 4_000;

    /// <summary>Most pages (4 KiB) that the file may have; nothing: as many as the disk takes. At least 100.</summary>
    public int? MostPages { get; set; }

    /// <exception cref="ArgumentException">A value is missing or outside its range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Path);
        Queue.Validate();
        OptionRange.Check(nameof(WaitingLoads), WaitingLoads, 1, 1_000_000);
        OptionRange.Check(nameof(BusyTimeLimit), BusyTimeLimit, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        OptionRange.Check(nameof(WriterCacheMebibytes), WriterCacheMebibytes, 1, 4_096);
        OptionRange.Check(nameof(ReaderCacheMebibytes), ReaderCacheMebibytes, 1, 4_096);
        OptionRange.Check(nameof(CheckpointPages), CheckpointPages, 100, 1_000_000);
        OptionRange.Check(nameof(MostPages), MostPages ?? int.MaxValue, 100, int.MaxValue);
    }
}
