using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Imports;

/// <summary>Notes which records of a batch are written.</summary>
internal sealed class ImportTally
{
    private readonly SortedSet<int> addedPeople = [];
    private readonly SortedSet<int> changedPeople = [];
    private readonly SortedSet<int> addedBlocks = [];
    private readonly SortedSet<int> changedBlocks = [];

    /// <summary>What the importer of a batch hears that is written.</summary>
    public ImportOutcome Outcome(ImportBatch batch) => new(
        new ImportAnswer(ImportStatus.Imported),
        [.. changedBlocks.Select(position => batch.Blocks[position].Definition.Key.Id).Distinct()])
    {
        Changes = new ImportChanges
        {
            AddedPeople = [.. addedPeople],
            ChangedPeople = [.. changedPeople],
            AddedBlocks = [.. addedBlocks],
            ChangedBlocks = [.. changedBlocks],
        },
    };

    public void AddPerson(int position) => addedPeople.Add(position);

    /// <summary>Also where only the guardians change; who is added is not changed as well.</summary>
    public void ChangePerson(int position)
    {
        if (!addedPeople.Contains(position))
        {
            changedPeople.Add(position);
        }
    }

    public void AddBlock(int position) => addedBlocks.Add(position);

    public void ChangeBlock(int position) => changedBlocks.Add(position);
}
