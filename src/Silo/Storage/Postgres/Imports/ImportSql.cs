namespace Scheduling.Silo.Storage.Postgres.Imports;

/// <summary>
/// What an import asks before it writes. A lateral subquery per row that is wanted, in the order of the index that it
/// means: a batch of an import costs the same in a hospital of a hundred people and of a million, counted or not.
/// </summary>
internal static class ImportSql
{
    /// <summary>Those who are named by an id, a number or an address.</summary>
    public const string People = """
        with wanted as materialized (
            select id from unnest($2) as given (id)
            union
            select patient.id
            from unnest($3) as given (number)
            cross join lateral (
                select id
                from person
                where hospital_id = $1 and contact_type = 1 and number between given.number and given.number
                order by number
            ) as patient
            union
            select staff.id
            from unnest($3) as given (number)
            cross join lateral (
                select id
                from person
                where hospital_id = $1 and contact_type in (2, 3) and number between given.number and given.number
                order by number
            ) as staff
            union
            select known.id
            from unnest(array[1, 2, 3]::smallint[]) as known_as (user_type)
            cross join unnest($4) as given (email)
            cross join lateral (
                select id
                from person
                where hospital_id = $1 and user_type = known_as.user_type
                    and login_email between given.email and given.email and password_hash is not null
                order by login_email
            ) as known
        )
        select stored.*
        from wanted
        cross join lateral (
            select id, contact_type, number, status_code, email, password_hash, document
            from person
            where hospital_id = $1 and id = wanted.id
            limit 1
        ) as stored
        """;

    /// <summary>Made with the first import of a hospital, so that all others find a row to hold.</summary>
    public const string Register = """
        with made as (
            insert into people_register (hospital_id, version)
            select $1, 1
            where not exists (select from people_register where hospital_id = $1)
            on conflict (hospital_id) do nothing
            returning version
        )
        select version from made
        union all
        select version from people_register where hospital_id = $1
        """;

    /// <summary>Of the people that are imported.</summary>
    public const string Guardians = """
        select listed.*
        from (select distinct id from unnest($2) as given (id)) as dependent
        cross join lateral (
            select dependent_id, guardian_id, is_authorized
            from guardian
            where hospital_id = $1 and dependent_id = dependent.id
            order by guardian_id
        ) as listed
        """;

    /// <summary>Patients with a live appointment that is not over, clinicians with such a block.</summary>
    public const string InUse = """
        select id
        from unnest($2) as patient (id)
        cross join lateral (
            select
            from appointment
            where hospital_id = $1 and patient_id = patient.id and status in (1, 2) and ends_at > $4
            order by ends_at
            limit 1
        ) as booked
        union all
        select id
        from unnest($3) as clinician (id)
        cross join lateral (
            select
            from availability_block
            where hospital_id = $1 and clinician_id = clinician.id and not is_deleted and ends_at > $4
            order by ends_at
            limit 1
        ) as open
        """;
}
