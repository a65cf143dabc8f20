using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.AvailabilityBlocks;

/// <summary>Blocks by the ids of paths.</summary>
internal static class StoredBlocks
{
    /// <summary>An id that is no guid is no block's, and nobody's is a deleted one.</summary>
    public static async Task<BlockDefinition?> FindBlock(this IGrainFactory grains, Caller caller, string id) =>
        Guids.TryParse(id, out var blockId) ? await grains.AvailabilityBlockList(caller.HospitalId).Find(blockId) : null;
}
