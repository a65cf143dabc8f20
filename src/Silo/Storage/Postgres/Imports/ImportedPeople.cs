using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>Adds and replaces people; those that are stored as they are given are not written.</summary>
internal static class ImportedPeople
{
    /// <summary>The first record at fault; nothing where all can be written.</summary>
    public static ImportAnswer? Decide(ImportPlan plan, PeopleRegister register, ImportBatch batch)
    {
        var changed = Changed(plan.HospitalId, register, batch);
        foreach (var (_, next) in changed)
        {
            register.Vacate(next.Key.Id);
        }

        foreach (var (position, next) in changed)
        {
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
        }

        return null;
    }

    private static List<(int Position, PersonRow Next)> Changed(
        int hospitalId, PeopleRegister register, ImportBatch batch)
    {
        var changed = new List<(int, PersonRow)>();
        var latest = new Dictionary<Guid, PersonRow>();
        for (var i = 0; i < batch.People.Length; i++)
        {
            var id = batch.People[i].Person.Key.Id;
            var stored = latest.GetValueOrDefault(id) ?? register.Find(id);
            var next = PersonRow.Of(hospitalId, batch.People[i], stored, batch.MayGrant);
            if (next != stored)
            {
                changed.Add((i, next));
                latest[id] = next;
            }
        }

        return changed;
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
