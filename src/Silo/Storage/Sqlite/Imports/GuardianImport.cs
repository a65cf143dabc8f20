using System.Collections.Immutable;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Who may act for whom: a person's list replaces the stored one.</summary>
internal sealed class GuardianImport(SqliteSession session)
{
    private readonly SqliteStatement listed = session.Prepare(ListedSql);
    private readonly SqliteStatement exists = session.Prepare(ExistsSql);
    private readonly SqliteStatement clear = session.Prepare(ClearSql);
    private readonly SqliteStatement add = session.Prepare(AddSql);

    private const string ListedSql = """
        select guardian_id, is_authorized
        from guardian
        where hospital_id = ?1 and dependent_id = ?2
        """;

    private const string ExistsSql = """
        select 1
        from person
        where hospital_id = ?1 and id = ?2
        """;

    private const string ClearSql = """
        delete from guardian
        where hospital_id = ?1 and dependent_id = ?2
        """;

    private const string AddSql = """
        insert into guardian (hospital_id, dependent_id, guardian_id, is_authorized)
        values (?1, ?2, ?3, ?4)
        on conflict do update
        set is_authorized = excluded.is_authorized
        """;

    /// <summary>The first record at fault; nothing where all are written.</summary>
    public ImportAnswer? Write(int hospitalId, ImmutableArray<ImportedPerson> people, ImportTally tally)
    {
        for (var i = 0; i < people.Length; i++)
        {
            var guardians = people[i].Guardians;
            if (!guardians.All(guardian => Exists(new Key(hospitalId, guardian.PersonId))))
            {
                return new ImportAnswer(ImportStatus.GuardianUnknown) { Position = i };
            }

            if (Replace(new Key(hospitalId, people[i].Person.Key.Id), guardians))
            {
                tally.ChangePerson(i);
            }
        }

        return null;
    }

    /// <summary>Whether they were not listed like that already.</summary>
    private bool Replace(Key dependent, ImmutableArray<Guardian> guardians)
    {
        var stored = listed.Bind(dependent).All(row => new Guardian(row.Id(0), row.Flag(1)));
        if (stored.ToHashSet().SetEquals(guardians))
        {
            return false;
        }

        clear.Bind(dependent).Execute();
        foreach (var guardian in guardians)
        {
            add.Bind(dependent).Bind(guardian.PersonId).Bind(guardian.IsAuthorized).Execute();
        }

        return true;
    }

    private bool Exists(Key person) => exists.Bind(person).SingleNumber() is not null;
}
