namespace Scheduling.Silo.Storage.Imports;

/// <summary>A person who is new or changed.</summary>
/// <param name="Position">The record's, in its batch.</param>
/// <param name="Next">As the person shall be.</param>
/// <param name="Stored">As they are; nothing for a new one.</param>
internal sealed record ChangedPerson(int Position, PersonRow Next, PersonRow? Stored);

/// <summary>What an import may do to people, whatever the database.</summary>
internal static class ImportedPersonRules
{
    /// <summary>The people of a batch who are not stored as they are given; of one given twice the last counts.</summary>
    public static List<ChangedPerson> Changed(
        int hospitalId, ImportBatch batch, DateTimeOffset now, Func<Guid, PersonRow?> find)
    {
        var changed = new List<ChangedPerson>();
        var latest = new Dictionary<Guid, PersonRow>();
        for (var i = 0; i < batch.People.Length; i++)
        {
            var id = batch.People[i].Person.Key.Id;
            var stored = latest.GetValueOrDefault(id) ?? find(id);
            var next = PersonRow.Of(hospitalId, batch.People[i], stored, batch.MayGrant, now);
            if (next != stored)
            {
                changed.Add(new ChangedPerson(i, next, stored));
                latest[id] = next;
            }
        }

        return changed;
    }

    /// <param name="person">The person.</param>
    /// <param name="batch">What says whether platform administrators are protected.</param>
    /// <param name="isInUse">
    /// Whether somebody has live appointments as a patient, or blocks as a clinician, that are not over.
    /// </param>
    public static ImportStatus Check(ChangedPerson person, ImportBatch batch, Func<PersonRow, bool> isInUse) =>
        batch.ProtectsAdministrators && (IsAdministrator(person.Next) || IsAdministrator(person.Stored))
            ? ImportStatus.AdministratorProtected
        : IsOtherType(person) && isInUse(person.Stored!) ? ImportStatus.ContactTypeInUse
        : ImportStatus.Imported;

    /// <summary>Whether somebody who is stored becomes somebody of another type.</summary>
    public static bool IsOtherType(ChangedPerson person) =>
        person.Stored is { } stored && stored.ContactType != person.Next.ContactType;

    private static bool IsAdministrator(PersonRow? person) =>
        person?.ContactType == ContactType.PlatformAdministrator;
}
