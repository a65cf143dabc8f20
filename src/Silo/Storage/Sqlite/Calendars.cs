namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>The versions that decisions are based on.</summary>
internal sealed class Calendars(SqliteSession session)
{
    private readonly SqliteStatement raiseBlock = session.Prepare(RaiseBlockSql);
    private readonly SqliteStatement raiseExpectedBlock = session.Prepare(RaiseBlockSql + Expected);
    private readonly SqliteStatement raisePatient = session.Prepare(RaisePatientSql);
    private readonly SqliteStatement raiseExpectedPatient = session.Prepare(RaisePatientSql + Expected);
    private readonly SqliteStatement raiseClinician = session.Prepare(RaiseClinicianSql);
    private readonly SqliteStatement raiseExpectedClinician = session.Prepare(RaiseClinicianSql + Expected);
    private readonly SqliteStatement addBlock = session.Prepare(AddBlockSql);
    private readonly SqliteStatement addPatient = session.Prepare(AddPatientSql);
    private readonly SqliteStatement addClinician = session.Prepare(AddClinicianSql);

    private const string Expected = " and version = ?3";

    private const string RaiseBlockSql =
        "update block_calendar set version = version + 1 where hospital_id = ?1 and id = ?2";

    private const string RaisePatientSql =
        "update patient_calendar set version = version + 1 where hospital_id = ?1 and id = ?2";

    private const string RaiseClinicianSql =
        "update clinician_calendar set version = version + 1 where hospital_id = ?1 and id = ?2";

    private const string AddBlockSql =
        "insert into block_calendar (hospital_id, id, version) values (?1, ?2, 1)";

    private const string AddPatientSql =
        "insert into patient_calendar (hospital_id, id, version) values (?1, ?2, 1) on conflict do nothing";

    private const string AddClinicianSql =
        "insert into clinician_calendar (hospital_id, id, version) values (?1, ?2, 1) on conflict do nothing";

    /// <summary>False where there is no such calendar, or its version is not the expected one.</summary>
    public bool RaiseBlock(Key block, long? expected = null) =>
        Raise(expected is null ? raiseBlock : raiseExpectedBlock, block, expected);

    /// <inheritdoc cref="RaiseBlock"/>
    public bool RaisePatient(Key patient, long? expected = null) =>
        Raise(expected is null ? raisePatient : raiseExpectedPatient, patient, expected);

    /// <inheritdoc cref="RaiseBlock"/>
    public bool RaiseClinician(Key clinician, long? expected = null) =>
        Raise(expected is null ? raiseClinician : raiseExpectedClinician, clinician, expected);

    public void AddBlock(Key block) => addBlock.Bind(block).Execute();

    /// <summary>Does nothing where the patient has a calendar.</summary>
    public void AddPatient(Key patient) => addPatient.Bind(patient).Execute();

    /// <summary>Does nothing where the clinician has a calendar.</summary>
    public void AddClinician(Key clinician) => addClinician.Bind(clinician).Execute();

    private static bool Raise(SqliteStatement raise, Key key, long? expected)
    {
        raise.Bind(key);
        if (expected is { } version)
        {
            raise.Bind(version);
        }

        return raise.Execute() == 1;
    }
}
