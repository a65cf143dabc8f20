namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>Who may act for whom: a person's list replaces the stored one.</summary>
internal static class ImportedGuardians
{
    /// <summary>The first record at fault; nothing where all can be written.</summary>
    public static ImportAnswer? Decide(ImportPlan plan, PeopleRegister register, ImportBatch batch)
    {
        for (var i = 0; i < batch.People.Length; i++)
        {
            var (dependent, guardians) = (batch.People[i].Person.Key.Id, batch.People[i].Guardians);
            if (!guardians.All(guardian => register.Find(guardian.PersonId) is not null))
            {
                return new ImportAnswer(ImportStatus.GuardianUnknown) { Position = i };
            }

            var next = new Dictionary<Guid, bool>();
            foreach (var guardian in guardians)
            {
                next[guardian.PersonId] = guardian.IsAuthorized;
            }

            if (IsSame(next, register.Guardians(dependent)))
            {
                plan.Guardians.Remove(dependent);
            }
            else
            {
                plan.Tally.ChangePerson(i);
                plan.Guardians[dependent] = next;
            }
        }

        return null;
    }

    private static bool IsSame(Dictionary<Guid, bool> one, Dictionary<Guid, bool> other) =>
        one.Count == other.Count
        && one.All(pair => other.TryGetValue(pair.Key, out var isAuthorized) && isAuthorized == pair.Value);
}
