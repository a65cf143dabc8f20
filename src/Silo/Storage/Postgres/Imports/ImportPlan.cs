using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>What an import will write, and the versions that it was decided on.</summary>
internal sealed class ImportPlan(int hospitalId, DateTimeOffset now)
{
    public int HospitalId => hospitalId;

    public DateTimeOffset Now => now;

    public ImportTally Tally { get; } = new();

    /// <summary>The version of the hospital's people that was read.</summary>
    public long RegisterVersion { get; set; }

    /// <summary>People who are new or changed, each once.</summary>
    public Dictionary<Guid, PersonRow> People { get; } = [];

    /// <summary>Who gets a calendar, unless they have one.</summary>
    public HashSet<Guid> NewPatients { get; } = [];

    /// <inheritdoc cref="NewPatients"/>
    public HashSet<Guid> NewClinicians { get; } = [];

    /// <summary>Dependents whose guardians are replaced.</summary>
    public Dictionary<Guid, Dictionary<Guid, bool>> Guardians { get; } = [];

    public Dictionary<Guid, BlockDefinition> NewBlocks { get; } = [];

    /// <summary>Stored blocks, as they shall be.</summary>
    public List<BlockDefinition> ChangedBlocks { get; } = [];

    /// <summary>The versions of the changed blocks that were read.</summary>
    public Dictionary<Guid, long> BlockVersions { get; } = [];

    /// <summary>The versions of clinicians' calendars that were read; nothing where there is none yet.</summary>
    public Dictionary<Guid, long?> ClinicianVersions { get; } = [];

    /// <summary>How often each clinician's version is raised: once for every block that is new or changed.</summary>
    public Dictionary<Guid, int> ClinicianRaises { get; } = [];

    public bool IsEmpty =>
        People.Count == 0 && Guardians.Count == 0 && NewBlocks.Count == 0 && ChangedBlocks.Count == 0;

    /// <summary>Whether each clinician to be raised was read: a block may have changed hands meanwhile.</summary>
    public bool IsFenced => ClinicianRaises.Keys.All(ClinicianVersions.ContainsKey);

    public void RaiseClinician(Guid clinician) =>
        ClinicianRaises[clinician] = ClinicianRaises.GetValueOrDefault(clinician) + 1;

    public void Change(BlockDefinition block, long version)
    {
        ChangedBlocks.RemoveAll(before => before.Key == block.Key);
        ChangedBlocks.Add(block);
        BlockVersions[block.Key.Id] = version;
    }
}
