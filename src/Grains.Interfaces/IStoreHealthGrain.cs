namespace Scheduling;

/// <summary>Whether a silo is able to book: its store answers.</summary>
[Alias("scheduling.store-health-grain")]
public interface IStoreHealthGrain : IGrainWithIntegerKey
{
    [Alias("check"), Repeatable]
    Task<bool> Check();
}
