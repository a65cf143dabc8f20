using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Sqlite.Imports;

/// <summary>Reads and writes people for the import.</summary>
internal sealed class PersonRows(SqliteSession session)
{
    private readonly SqliteStatement find = session.Prepare(FindSql);
    private readonly SqliteStatement vacate = session.Prepare(VacateSql);
    private readonly SqliteStatement upsert = session.Prepare(UpsertSql);
    private readonly SqliteStatement patientByNumber = session.Prepare(PatientByNumberSql);
    private readonly SqliteStatement clinicianByNumber = session.Prepare(ClinicianByNumberSql);
    private readonly SqliteStatement byLogin = session.Prepare(ByLoginSql);

    private readonly SqliteStatement isPatientInUse = session.Prepare(IsPatientInUseSql);
    private readonly SqliteStatement isClinicianInUse = session.Prepare(IsClinicianInUseSql);

    private const string IsPatientInUseSql = """
        select 1
        from appointment
        where hospital_id = ?1 and patient_id = ?2 and status in (1, 2) and ends_at > ?3
        limit 1
        """;

    private const string IsClinicianInUseSql = """
        select 1
        from availability_block
        where hospital_id = ?1 and clinician_id = ?2 and is_deleted = 0 and ends_at > ?3
        limit 1
        """;

    private const string FindSql = """
        select contact_type, number, status_code, email, password_hash, document
        from person
        where hospital_id = ?1 and id = ?2
        """;

    private const string VacateSql = """
        update person
        set number = null, login_email = null
        where hospital_id = ?1 and id = ?2
        """;

    private const string UpsertSql = """
        insert into person (
            hospital_id, id, contact_type, user_type, number, status_code, email, login_email, password_hash, document)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        on conflict (hospital_id, id) do update
        set contact_type = excluded.contact_type,
            user_type = excluded.user_type,
            number = excluded.number,
            status_code = excluded.status_code,
            email = excluded.email,
            login_email = excluded.login_email,
            password_hash = excluded.password_hash,
            document = excluded.document
        """;

    private const string PatientByNumberSql = """
        select id, contact_type
        from person
        where hospital_id = ?1 and number = ?2 and contact_type = 1
        """;

    private const string ClinicianByNumberSql = """
        select id, contact_type
        from person
        where hospital_id = ?1 and number = ?2 and contact_type in (2, 3)
        """;

    private const string ByLoginSql = """
        select id
        from person
        where hospital_id = ?1 and user_type = ?2 and login_email = ?3 and password_hash is not null
        """;

    public PersonRow? Find(Key person) => find.Bind(person).Single(row => new PersonRow(
        person,
        (ContactType)row.Int(0),
        row.IsNull(1) ? null : row.Int(1),
        row.Int(2),
        row.IsNull(3) ? null : row.Text(3),
        row.IsNull(4) ? null : row.Text(4),
        row.Text(5)));

    /// <summary>Gives up number and address, so that people of one batch can exchange theirs.</summary>
    public void Vacate(Key person) => vacate.Bind(person).Execute();

    public void Write(PersonRow row) => upsert
        .Bind(row.Key)
        .Bind((int)row.ContactType)
        .Bind((int)row.ContactType.UserType())
        .Bind(row.Number)
        .Bind(row.StatusCode)
        .Bind(row.Email)
        .Bind(row.LoginEmail)
        .Bind(row.PasswordHash)
        .Bind(row.Document)
        .Execute();

    public bool IsNumberTaken(PersonRow row) => row.Number is { } number && row.ContactType switch
    {
        ContactType.Patient => IsOther(patientByNumber.Bind(row.Key.HospitalId).Bind(number), row),
        ContactType.Clinician or ContactType.Staff => IsOther(
            clinicianByNumber.Bind(row.Key.HospitalId).Bind(number), row),
        ContactType.PlatformAdministrator => false,
    };

    public bool IsEmailTaken(PersonRow row) =>
        row is { LoginEmail: { } email, PasswordHash: not null }
        && IsOther(
            byLogin.Bind(row.Key.HospitalId).Bind((int)row.ContactType.UserType()).Bind(email), row);

    /// <summary>Whether live appointments of a patient, or blocks of a clinician, are not over.</summary>
    public bool IsInUse(PersonRow stored, DateTimeOffset now) => stored.ContactType switch
    {
        ContactType.Patient => isPatientInUse.Bind(stored.Key).Bind(now).SingleNumber() is not null,
        ContactType.Clinician => isClinicianInUse.Bind(stored.Key).Bind(now).SingleNumber() is not null,
        ContactType.Staff or ContactType.PlatformAdministrator => false,
    };

    /// <summary>Nothing where nobody has the number, or who has it is no clinician.</summary>
    public Guid? FindClinician(int hospitalId, int number)
    {
        var found = clinicianByNumber.Bind(hospitalId).Bind(number)
            .Single(row => new { Id = row.Id(0), Type = (ContactType)row.Int(1) });
        return found?.Type == ContactType.Clinician ? found.Id : null;
    }

    private static bool IsOther(SqliteStatement found, PersonRow row) =>
        found.Single(person => new { Id = person.Id(0) }) is { } other && other.Id != row.Key.Id;
}
