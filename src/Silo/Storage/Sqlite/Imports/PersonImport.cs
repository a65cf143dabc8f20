using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Adds and replaces people; those that are stored as they are given are not written.</summary>
internal sealed class PersonImport(PersonRows rows, Calendars calendars)
{
    /// <summary>The first record at fault; nothing where all are written.</summary>
    public ImportAnswer? Write(int hospitalId, ImportBatch batch, DateTimeOffset now, ImportTally tally)
    {
        var changed = ImportedPersonRules.Changed(hospitalId, batch, now, id => rows.Find(new Key(hospitalId, id)));
        foreach (var person in changed)
        {
            var status = ImportedPersonRules.Check(person, batch, stored => rows.IsInUse(stored, now));
            if (status != ImportStatus.Imported)
            {
                return new ImportAnswer(status) { Position = person.Position };
            }

            if (person.Stored is not null)
            {
                rows.Vacate(person.Next.Key);
            }
        }

        foreach (var person in changed)
        {
            if (Write(person, tally) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private ImportAnswer? Write(ChangedPerson person, ImportTally tally)
    {
        if (rows.IsNumberTaken(person.Next))
        {
            return new ImportAnswer(ImportStatus.NumberTaken) { Position = person.Position };
        }

        if (rows.IsEmailTaken(person.Next))
        {
            return new ImportAnswer(ImportStatus.EmailTaken) { Position = person.Position };
        }

        rows.Write(person.Next);
        AddCalendar(person.Next);
        if (person.Stored is null)
        {
            tally.AddPerson(person.Position);
        }
        else
        {
            tally.ChangePerson(person.Position);
        }

        return null;
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
