namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>The versions that decisions are based on.</summary>
internal sealed class Calendars(SqliteSession session)
{
    private readonly SqliteStatement _raiseBlock = session.Prepare(RaiseBlockSql);
    private readonly SqliteStatement _raiseExpectedBlock = session.Prepare(RaiseBlockSql + Expected);
    private readonly SqliteStatement _raisePatient = session.Prepare(RaisePatientSql);
    private readonly SqliteStatement _raiseExpectedPatient = session.Prepare(RaisePatientSql + Expected);
    private readonly SqliteStatement _raiseClinician = session.Prepare(RaiseClinicianSql);
    private readonly SqliteStatement _raiseExpectedClinician = session.Prepare(RaiseClinicianSql + Expected);
    private readonly SqliteStatement _addBlock = session.Prepare(AddBlockSql);
    private readonly SqliteStatement _addPatient = session.Prepare(AddPatientSql);
    private readonly SqliteStatement _addClinician = session.Prepare(AddClinicianSql);

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
        Raise(expected is null ? _raiseBlock : _raiseExpectedBlock, block, expected);

    /// <inheritdoc cref="RaiseBlock"/>
    public bool RaisePatient(Key patient, long? expected = null) =>
        Raise(expected is null ? _raisePatient : _raiseExpectedPatient, patient, expected);

    /// <inheritdoc cref="RaiseBlock"/>
    public bool RaiseClinician(Key clinician, long? expected = null) =>
        Raise(expected is null ? _raiseClinician : _raiseExpectedClinician, clinician, expected);

    public void AddBlock(Key block) => _addBlock.Bind(block).Execute();

    /// <summary>Does nothing where the patient has a calendar.</summary>
    public void AddPatient(Key patient) => _addPatient.Bind(patient).Execute();

    /// <summary>Does nothing where the clinician has a calendar.</summary>
    public void AddClinician(Key clinician) => _addClinician.Bind(clinician).Execute();

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
