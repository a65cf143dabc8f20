namespace Scheduling.Silo.Storage.Postgres.Audit;

/// <summary>One thing that must be so.</summary>
/// <param name="Name">What is promised, in a few words.</param>
/// <param name="Sql">One row per fault: its description.</param>
internal sealed record AuditCheck(string Name, string Sql)
{
    /// <summary>
    /// Together the first promise: at any instant a block holds at most its capacity, and a patient one appointment. A
    /// definition that was changed later is judged by what was not over then, as the change itself was.
    /// </summary>
    public static readonly AuditCheck[] All =
    [
        new("No block holds more than its capacity at any instant", """
            with taken as (
                select appointment.hospital_id, block_id, appointment.starts_at, appointment.ends_at
                from appointment
                join availability_block as block
                    on block.hospital_id = appointment.hospital_id and block.id = appointment.block_id
                where status in (1, 2) and appointment.ends_at > block.modified_at
                union all
                select hold.hospital_id, block_id, hold.starts_at, hold.ends_at
                from hold
                join availability_block as block on block.hospital_id = hold.hospital_id and block.id = hold.block_id
                where hold.expires_at > now() and hold.created_at > block.modified_at
            ),
            -- Where one ends and another starts, the one that ends comes first.
            change as (
                select hospital_id, block_id, starts_at as at, 1 as more from taken
                union all
                select hospital_id, block_id, ends_at, -1 from taken
            ),
            load as (
                select hospital_id, block_id, at,
                    sum(more) over (partition by hospital_id, block_id order by at, more
                        rows unbounded preceding) as present
                from change
            )
            select distinct on (load.hospital_id, load.block_id)
                format('block %s/%s holds %s at %s, its capacity is %s',
                    load.hospital_id, load.block_id, load.present, load.at, capacity.most)
            from load
            join availability_block as block on block.hospital_id = load.hospital_id and block.id = load.block_id
            cross join lateral (
                select coalesce(block.own_capacity, case block.optimization_type when 1 then 2 else 1 end) as most
            ) as capacity
            where load.present > capacity.most
            order by load.hospital_id, load.block_id, load.at
            """),
        new("No patient has two appointments at any instant", """
            with present as (
                select hospital_id, patient_id, id, starts_at,
                    max(ends_at) over (partition by hospital_id, patient_id order by starts_at, ends_at, id
                        rows between unbounded preceding and 1 preceding) as busy_until
                from every_appointment
                where status in (1, 2)
            )
            select format('patient %s/%s is busy until %s when appointment %s starts at %s',
                hospital_id, patient_id, busy_until, id, starts_at)
            from present
            where busy_until > starts_at
            """),
        new("Every live appointment lies inside its block, with the block's clinician", """
            select format('appointment %s/%s: %s', appointment.hospital_id, appointment.id, case
                when block.id is null then format('there is no block %s', appointment.block_id)
                when block.clinician_id <> appointment.clinician_id then 'it has another clinician than its block'
                else 'it lies outside its block' end)
            from appointment
            left join availability_block as block
                on block.hospital_id = appointment.hospital_id and block.id = appointment.block_id
            where appointment.status in (1, 2)
                and (block.id is null
                    or (appointment.ends_at > block.modified_at
                        and (block.clinician_id <> appointment.clinician_id
                            or appointment.starts_at < block.starts_at or appointment.ends_at > block.ends_at)))
            """),
        new("Blocks of one clinician do not overlap", """
            with standing as (
                select hospital_id, clinician_id, id, starts_at,
                    max(ends_at) over (partition by hospital_id, clinician_id order by starts_at, ends_at, id
                        rows between unbounded preceding and 1 preceding) as busy_until
                from availability_block
                where not is_deleted
            )
            select format('block %s/%s starts at %s, before another one of its clinician has ended',
                hospital_id, id, starts_at)
            from standing
            where busy_until > starts_at
            """),
        new("Everybody and everything that is booked has a version, above what it guards", """
            select format('block %s/%s has no version', block.hospital_id, block.id)
            from availability_block as block
            left join block_calendar as calendar
                on calendar.hospital_id = block.hospital_id and calendar.id = block.id
            where calendar.id is null
            union all
            select format('%s %s/%s has no version',
                case contact_type when 1 then 'patient' else 'clinician' end, person.hospital_id, person.id)
            from person
            left join patient_calendar
                on patient_calendar.hospital_id = person.hospital_id and patient_calendar.id = person.id
            left join clinician_calendar
                on clinician_calendar.hospital_id = person.hospital_id and clinician_calendar.id = person.id
            where (contact_type = 1 and patient_calendar.id is null)
                or (contact_type = 2 and clinician_calendar.id is null)
            union all
            select format('patient %s/%s has version %s and %s appointments',
                booked.hospital_id, booked.patient_id, calendar.version, booked.live)
            from (
                select hospital_id, patient_id, count(*) as live
                from appointment
                where status in (1, 2)
                group by hospital_id, patient_id
            ) as booked
            left join patient_calendar as calendar
                on calendar.hospital_id = booked.hospital_id and calendar.id = booked.patient_id
            where calendar.version is null or calendar.version <= booked.live
            """),
        new("Everybody who is named by an appointment exists", """
            select format('appointment %s/%s names somebody who does not exist',
                appointment.hospital_id, appointment.id)
            from every_appointment as appointment
            where not exists (
                    select from person
                    where hospital_id = appointment.hospital_id and id = appointment.patient_id)
                or not exists (
                    select from person
                    where hospital_id = appointment.hospital_id and id = appointment.clinician_id)
            """),
        new("Nothing is both archived and not", """
            select format('appointment %s/%s is archived and not archived', hospital_id, id)
            from appointment
            join archived_appointment using (hospital_id, id)
            """),
    ];
}
