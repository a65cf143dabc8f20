using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>Adds and replaces people; those that are stored as they are given are not written.</summary>
internal static class ImportedPeople
{
    /// <summary>The first record at fault; nothing where all can be written.</summary>
    public static ImportAnswer? Decide(
        ImportPlan plan, PeopleRegister register, ImportBatch batch, IReadOnlyList<ChangedPerson> changed)
    {
        foreach (var person in changed)
        {
            var status = ImportedPersonRules.Check(person, batch, stored => register.IsInUse(stored.Key.Id));
            if (status != ImportStatus.Imported)
            {
                return new ImportAnswer(status) { Position = person.Position };
            }

            register.Vacate(person.Next.Key.Id);
        }

        foreach (var person in changed)
        {
            if (Write(plan, register, person) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static ImportAnswer? Write(ImportPlan plan, PeopleRegister register, ChangedPerson person)
    {
        var (position, next) = (person.Position, person.Next);
        if (register.IsNumberTaken(next))
        {
            return new ImportAnswer(ImportStatus.NumberTaken) { Position = position };
        }

        if (register.IsEmailTaken(next))
        {
            return new ImportAnswer(ImportStatus.EmailTaken) { Position = position };
        }

        register.Write(next);
        plan.People[next.Key.Id] = next;
        AddCalendar(plan, next);
        if (person.Stored is null)
        {
            plan.Tally.AddPerson(position);
        }
        else
        {
            plan.Tally.ChangePerson(position);
        }

        return null;
    }

    private static void AddCalendar(ImportPlan plan, PersonRow person)
    {
        switch (person.ContactType)
        {
            case ContactType.Patient:
                plan.NewPatients.Add(person.Key.Id);
                break;
            case ContactType.Clinician or ContactType.Staff:
                plan.NewClinicians.Add(person.Key.Id);
                break;
            case ContactType.PlatformAdministrator:
                break;
        }
    }
}
