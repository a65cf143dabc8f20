using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Imports;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>Loads people, each with those they may act for.</summary>
internal static class PersonLoads
{
    private const string Columns = """
        hospital_id, id, contact_type, number, status_code, document, password_hash,
                array(
                    select dependent_id
                    from guardian
                    where hospital_id = person.hospital_id and guardian_id = person.id and is_authorized
                    order by dependent_id
                ) as dependents
        """;

    private const string ByKeySql = $"""
        select wanted.ordinal, stored.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select {Columns}
            from person
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as stored
        """;

    private const string ByNumberSql = $"""
        select wanted.ordinal, stored.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, number, ordinal)
        cross join lateral (
            select {Columns}
            from person
            where hospital_id = wanted.hospital_id and number between wanted.number and wanted.number
                and contact_type in (2, 3)
            order by number
            limit 1
        ) as stored
        """;

    private const string ByLoginSql = $"""
        select wanted.ordinal, stored.*
        from unnest($1, $2, $3) with ordinality as wanted (hospital_id, user_type, login_email, ordinal)
        cross join lateral (
            select {Columns}
            from person
            where hospital_id = wanted.hospital_id and user_type = wanted.user_type
                and login_email between wanted.login_email and wanted.login_email and password_hash is not null
            order by login_email
            limit 1
        ) as stored
        """;

    private const string RecordSql = """
        select wanted.ordinal, stored.*
        from unnest($1, $2) with ordinality as wanted (hospital_id, id, ordinal)
        cross join lateral (
            select
                hospital_id, id, contact_type, number, status_code, document, email, password_hash,
                array(
                    select guardian_id
                    from guardian
                    where hospital_id = person.hospital_id and dependent_id = person.id
                    order by guardian_id
                ) as guardians,
                array(
                    select is_authorized
                    from guardian
                    where hospital_id = person.hospital_id and dependent_id = person.id
                    order by guardian_id
                ) as are_authorized
            from person
            where hospital_id = wanted.hospital_id and id = wanted.id
            limit 1
        ) as stored
        """;

    public static readonly Load<Key, Person> ByKey = new(
        ByKeySql,
        (parameters, keys) => parameters.BindKeys(keys, key => key),
        (row, _) => ReadWithDependents(row));

    public static readonly Load<Key, ImportedPerson> Record = new(
        RecordSql,
        (parameters, keys) => parameters.BindKeys(keys, key => key),
        (row, _) => new ImportedPerson
        {
            Person = Read(row),
            Email = row.Text(7),
            PasswordHash = row.Text(8),
            Guardians = [.. row.GetFieldValue<Guid[]>(9).Zip(
                row.GetFieldValue<bool[]>(10), (id, isAuthorized) => new Guardian(id, isAuthorized))],
        });

    /// <summary>Clinicians and other staff, who share one series of numbers.</summary>
    public static readonly Load<(int HospitalId, int Number), Person> ByNumber = new(
        ByNumberSql,
        (parameters, keys) => parameters
            .BindAll(NpgsqlDbType.Integer, keys, key => key.HospitalId)
            .BindAll(NpgsqlDbType.Integer, keys, key => key.Number),
        (row, _) => ReadWithDependents(row));

    public static readonly Load<(int HospitalId, UserType UserType, string Email), Login> ByLogin = new(
        ByLoginSql,
        (parameters, keys) => parameters
            .BindAll(NpgsqlDbType.Integer, keys, key => key.HospitalId)
            .BindAll(NpgsqlDbType.Smallint, keys, key => (short)key.UserType)
            .BindAll(NpgsqlDbType.Text, keys, key => PersonRow.LoginEmailOf(key.Email)),
        (row, _) => new Login(ReadWithDependents(row), row.GetString(7)));

    private static Person ReadWithDependents(NpgsqlDataReader row) =>
        Read(row) with { Dependents = [.. row.GetFieldValue<Guid[]>(8)] };

    private static Person Read(NpgsqlDataReader row) => PersonDocument.Read(row.GetFieldValue<byte[]>(6)).ToPerson(
        new Key(row.GetInt32(1), row.GetGuid(2)),
        (ContactType)row.GetInt16(3),
        row.IsDBNull(4) ? null : row.GetInt32(4),
        row.GetInt32(5));
}
