using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads people, with those they may act for.</summary>
internal sealed class PersonLoads(SqliteSession session)
{
    private readonly SqliteStatement findPerson = session.Prepare(PersonSql);
    private readonly SqliteStatement findClinician = session.Prepare(ClinicianSql);
    private readonly SqliteStatement findLogin = session.Prepare(LoginSql);
    private readonly SqliteStatement findDependents = session.Prepare(DependentsSql);
    private readonly SqliteStatement findRecord = session.Prepare(RecordSql);
    private readonly SqliteStatement findGuardians = session.Prepare(GuardiansSql);

    private const string PersonSql = """
        select hospital_id, id, contact_type, number, status_code, document
        from person
        where hospital_id = ?1 and id = ?2
        """;

    private const string ClinicianSql = """
        select hospital_id, id, contact_type, number, status_code, document
        from person
        where hospital_id = ?1 and number = ?2 and contact_type in (2, 3) and number is not null
        """;

    private const string LoginSql = """
        select hospital_id, id, contact_type, number, status_code, document, password_hash
        from person
        where hospital_id = ?1 and user_type = ?2 and login_email = ?3 and password_hash is not null
        """;

    private const string RecordSql = """
        select hospital_id, id, contact_type, number, status_code, document, email, password_hash
        from person
        where hospital_id = ?1 and id = ?2
        """;

    private const string GuardiansSql = """
        select guardian_id, is_authorized
        from guardian
        where hospital_id = ?1 and dependent_id = ?2
        order by guardian_id
        """;

    private const string DependentsSql = """
        select dependent_id
        from guardian
        where hospital_id = ?1 and guardian_id = ?2 and is_authorized = 1
        order by dependent_id
        """;

    public Person? Load(Key person) => findPerson.Bind(person).Single(Read) is { } found ? WithDependents(found) : null;

    /// <summary>Clinicians and other staff, who share one series of numbers.</summary>
    public Person? FindClinician(int hospitalId, int number) =>
        findClinician.Bind(hospitalId).Bind(number).Single(Read) is { } found ? WithDependents(found) : null;

    public Login? FindLogin(int hospitalId, UserType userType, string email)
    {
        var login = findLogin.Bind(hospitalId).Bind((int)userType).Bind(PersonRow.LoginEmailOf(email))
            .Single(row => new Login(Read(row), row.Text(6)));
        return login is null ? null : login with { Person = WithDependents(login.Person) };
    }

    public ImportedPerson? LoadRecord(Key person)
    {
        var record = findRecord.Bind(person).Single(row => new ImportedPerson
        {
            Person = Read(row),
            Email = row.IsNull(6) ? null : row.Text(6),
            PasswordHash = row.IsNull(7) ? null : row.Text(7),
        });
        return record is null ? null : record with
        {
            Guardians = findGuardians.Bind(person).All(row => new Guardian(row.Id(0), row.Flag(1))),
        };
    }

    private Person WithDependents(Person person) =>
        person with { Dependents = findDependents.Bind(person.Key).All(row => row.Id(0)) };

    private static Person Read(SqliteStatement row) => PersonDocument.Read(row.Bytes(5)).ToPerson(
        new Key(row.Int(0), row.Id(1)), (ContactType)row.Int(2), row.IsNull(3) ? null : row.Int(3), row.Int(4));
}
