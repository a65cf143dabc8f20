using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads patients' and clinicians' calendars: the version and what it stands for.</summary>
internal sealed class CalendarLoads(SqliteSession session, HoldLoads holds)
{
    private readonly SqliteStatement patientVersion = session.Prepare(PatientVersionSql);
    private readonly SqliteStatement patientLive = session.Prepare(PatientLiveSql);
    private readonly SqliteStatement clinicianVersion = session.Prepare(ClinicianVersionSql);
    private readonly SqliteStatement clinicianBlocks = session.Prepare(ClinicianBlocksSql);

    private const string PatientVersionSql = """
        select version
        from patient_calendar
        where hospital_id = ?1 and id = ?2
        """;

    private const string PatientLiveSql = """
        select id, starts_at, ends_at
        from appointment
        where hospital_id = ?1 and patient_id = ?2 and ends_at > ?3 and status in (1, 2)
        order by ends_at, starts_at, id
        """;

    private const string ClinicianVersionSql = """
        select version
        from clinician_calendar
        where hospital_id = ?1 and id = ?2
        """;

    private const string ClinicianBlocksSql = $"""
        select {BlockRows.Columns}
        from availability_block
        where hospital_id = ?1 and clinician_id = ?2 and ends_at > ?3 and starts_at < ?4 and is_deleted = 0
        order by ends_at, starts_at
        """;

    public PatientCalendar? LoadPatient(Key patient, DateTimeOffset after) =>
        patientVersion.Bind(patient).SingleNumber() is { } version
            ? new PatientCalendar(version, patientLive.Bind(patient).Bind(after).All(BlockLoads.ReadLive))
            {
                Hold = holds.OfPatient(patient),
            }
            : null;

    public ClinicianCalendar? LoadClinician(Key clinician, TimeRange range) =>
        clinicianVersion.Bind(clinician).SingleNumber() is { } version
            ? new ClinicianCalendar(
                version, clinicianBlocks.Bind(clinician).Bind(range.Start).Bind(range.End).All(BlockRows.Read))
            : null;
}
