using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Adds and replaces people; those that are stored as they are given are not written.</summary>
internal sealed class PersonImport(PersonRows rows, Calendars calendars)
{
    /// <summary>The first record at fault; nothing where all are written.</summary>
    public ImportAnswer? Write(int hospitalId, ImportBatch batch)
    {
        var changed = Changed(hospitalId, batch);
        foreach (var (_, next, isStored) in changed)
        {
            if (isStored)
            {
                rows.Vacate(next.Key);
            }
        }

        foreach (var (position, next, _) in changed)
        {
            if (rows.IsNumberTaken(next))
            {
                return new ImportAnswer(ImportStatus.NumberTaken) { Position = position };
            }

            if (rows.IsEmailTaken(next))
            {
                return new ImportAnswer(ImportStatus.EmailTaken) { Position = position };
            }

            rows.Write(next);
            AddCalendar(next);
        }

        return null;
    }

    private List<(int Position, PersonRow Next, bool IsStored)> Changed(int hospitalId, ImportBatch batch)
    {
        var changed = new List<(int, PersonRow, bool)>();
        var latest = new Dictionary<Guid, PersonRow>();
        for (var i = 0; i < batch.People.Length; i++)
        {
            var given = batch.People[i];
            var id = given.Person.Key.Id;
            var stored = latest.GetValueOrDefault(id) ?? rows.Find(new Key(hospitalId, id));
            var next = PersonRow.Of(hospitalId, given, stored, batch.MayGrant);
            if (next != stored)
            {
                changed.Add((i, next, stored is not null));
                latest[id] = next;
            }
        }

        return changed;
    }

    private void AddCalendar(PersonRow person)
    {
        switch (person.ContactType)
        {
            case ContactType.Patient:
                calendars.AddPatient(person.Key);
                break;
            case ContactType.Clinician or ContactType.Staff:
                calendars.AddClinician(person.Key);
                break;
            case ContactType.PlatformAdministrator:
                break;
        }
    }
}
