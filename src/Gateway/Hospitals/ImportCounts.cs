using System.Collections;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// Counts what became of a file's records. A bit for each, because people may go to the store twice: first as they are,
/// then with what they are granted.
/// </summary>
internal sealed class ImportCounts(ImportSurvey survey)
{
    private readonly BitArray addedPeople = new(survey.People);
    private readonly BitArray changedPeople = new(survey.People);
    private int addedBlocks;
    private int changedBlocks;
    private int hashes;

    /// <summary>One more password was hashed. Safe for several threads at once.</summary>
    public void AddHash() => Interlocked.Increment(ref hashes);

    /// <param name="changes">What was written of a batch.</param>
    /// <param name="people">The batch's first person is this one of the file.</param>
    public void Add(ImportChanges changes, int people)
    {
        foreach (var position in changes.AddedPeople)
        {
            addedPeople[people + position] = true;
        }

        foreach (var position in changes.ChangedPeople)
        {
            changedPeople[people + position] = true;
        }

        addedBlocks += changes.AddedBlocks.Length;
        changedBlocks += changes.ChangedBlocks.Length;
    }

    /// <param name="stored">The hospital's settings before.</param>
    public HospitalImportResponse ToResponse(Hospital? stored)
    {
        var types = stored?.ServiceTypes.ToDictionary(type => type.Id) ?? [];
        var sets = stored?.Codesets.ToDictionary(set => set.Name, StringComparer.OrdinalIgnoreCase) ?? [];
        var newTypes = survey.ServiceTypes.Count(type => !types.ContainsKey(type.Id));
        var newSets = survey.Codesets.Count(set => !sets.ContainsKey(set.Name));
        var sameTypes = survey.ServiceTypes.Count(type => types.GetValueOrDefault(type.Id) == type);
        var sameSets = survey.Codesets.Count(set => sets.TryGetValue(set.Name, out var other) && IsSame(set, other));
        var people = Count(addedPeople);
        var others = Count(new BitArray(addedPeople).Not().And(changedPeople));
        return new HospitalImportResponse
        {
            HospitalId = survey.Hospital.Id.Value,
            ServiceTypes = survey.ServiceTypes.Length,
            Codesets = survey.Codesets.Length,
            People = survey.People,
            AvailabilityBlocks = survey.Blocks,
            Added = new(newTypes, newSets, people, addedBlocks),
            Changed = new(
                survey.ServiceTypes.Length - newTypes - sameTypes,
                survey.Codesets.Length - newSets - sameSets,
                others,
                changedBlocks),
            Unchanged = new(
                sameTypes, sameSets, survey.People - people - others, survey.Blocks - addedBlocks - changedBlocks),
            PasswordsHashed = hashes,
        };
    }

    private static bool IsSame(Codeset one, Codeset other) => one.Name == other.Name && one.Codes.SequenceEqual(other.Codes);

    private static int Count(BitArray bits)
    {
        var count = 0;
        foreach (bool bit in bits)
        {
            count += bit ? 1 : 0;
        }

        return count;
    }
}
