using System.Collections.Concurrent;
using Scheduling.Gateway.Sessions;
using Scheduling.Grains.Storage;

namespace Scheduling.SqlBaseline;

/// <summary>
/// Definitions of blocks as they were at most a minute ago: longer than a rival could keep them in earnest, so that
/// reading them is not what it is measured by.
/// </summary>
internal sealed class BlockDefinitions(IScheduleStore store, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Key, Recent<BlockDefinition?>> definitions = [];

    public ValueTask<BlockDefinition?> Find(Key block) =>
        definitions.GetOrAdd(block, key => new Recent<BlockDefinition?>(() => Read(key), Age, time)).Get();

    private async Task<BlockDefinition?> Read(Key block) => (await store.LoadBlock(block))?.Definition;
}
