using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>
/// The blocks that an import names, and all standing blocks of the clinicians that it touches. What is decided is
/// written into it, so that later records see it.
/// </summary>
internal sealed class StoredCalendars
{
    private readonly Dictionary<Guid, BlockSnapshot> named = [];
    private readonly Dictionary<Guid, BlockDefinition> definitions = [];
    private readonly Dictionary<Guid, HashSet<Guid>> standing = [];

    public BlockDefinition? Find(Guid block) => definitions.GetValueOrDefault(block);

    /// <summary>A stored block's version and live appointments; nothing for one that the import adds.</summary>
    public BlockSnapshot? Snapshot(Guid block) => named.GetValueOrDefault(block);

    public void Add(BlockSnapshot block)
    {
        named[block.Definition.Key.Id] = block;
        Write(block.Definition);
    }

    public void Write(BlockDefinition block)
    {
        var id = block.Key.Id;
        if (definitions.TryGetValue(id, out var before) && standing.TryGetValue(before.ClinicianId, out var blocks))
        {
            blocks.Remove(id);
        }

        definitions[id] = block;
        if (!block.IsDeleted)
        {
            standing.TryAdd(block.ClinicianId, []);
            standing[block.ClinicianId].Add(id);
        }
    }

    public bool Overlaps(BlockDefinition block) =>
        standing.TryGetValue(block.ClinicianId, out var blocks)
        && blocks.Any(id => id != block.Key.Id && definitions[id].Time.Overlaps(block.Time));
}
