using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Imports;

/// <summary>What an import may do to a stored block, whatever the database.</summary>
internal static class ImportedBlockRules
{
    /// <summary>A stored block keeps its time and its history and, once deleted, stays deleted.</summary>
    public static BlockDefinition WithWhatStays(BlockDefinition next, BlockDefinition stored) => next with
    {
        Time = stored.Time,
        IsDeleted = stored.IsDeleted,
        CreatedAt = stored.CreatedAt,
        CreatedBy = stored.CreatedBy,
        ModifiedAt = stored.ModifiedAt,
    };

    /// <summary>
    /// Whether live appointments that are not over would be left over capacity or with another clinician.
    /// </summary>
    public static bool Strands(
        BlockDefinition stored, BlockDefinition next, IEnumerable<LiveAppointment> live, DateTimeOffset now)
    {
        var future = live.Where(one => one.Time.End > now).Select(one => one.Time).ToList();
        return (stored.ClinicianId != next.ClinicianId && future.Count > 0)
            || Occupancy.Of(future).Most(next.Time) > next.Capacity;
    }
}
