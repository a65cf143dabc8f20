namespace Scheduling.Silo.Storage.Postgres.Archive;

/// <summary>
/// Archiving is staged, then merged: one reading names what is over, and short statements, each a transaction of its
/// own, move it. Commits never wait for it: it holds rows with <c>skip locked</c> as they do, and none of a block that
/// anybody can still book.
/// </summary>
internal static class ArchiveSql
{
    /// <summary>
    /// In one snapshot: the blocks that ended before an instant, with their versions, and every appointment in them. No
    /// index leads from a block to its cancelled appointments, which only archiving looks for: one scan finds all.
    /// </summary>
    public const string Stage = """
        create temp table aged_block as
        select
            row_number() over (order by block.hospital_id, block.ends_at, block.id) as ordinal,
            block.hospital_id, block.id, block.clinician_id, calendar.version
        from availability_block as block
        join block_calendar as calendar on calendar.hospital_id = block.hospital_id and calendar.id = block.id
        where block.ends_at < @before and (@hospital::integer is null or block.hospital_id = @hospital);

        create temp table aged_appointment as
        select appointment.hospital_id, appointment.id, appointment.block_id
        from appointment
        join aged_block on aged_block.hospital_id = appointment.hospital_id and aged_block.id = appointment.block_id;

        create index on aged_block (ordinal);
        create index on aged_appointment (hospital_id, block_id);
        """;

    public const string Count = """
        select (select count(*) from aged_block), (select count(*) from aged_appointment)
        """;

    /// <summary>The columns of a table that is moved, for <see cref="Move"/>: migrations may have added some.</summary>
    public const string Columns = """
        select string_agg(quote_ident(attname), ', ' order by attnum)
        from pg_attribute
        where attrelid = @name::regclass and attnum > 0 and not attisdropped
        """;

    /// <summary>
    /// Moves one batch. A block that another version has by now, or that somebody holds, stays for the next run. The
    /// block's and the clinician's calendars lose what is moved, so their versions are raised; a patient's does not:
    /// it is read from now on, and all of this is over.
    /// </summary>
    public static string Move(string appointmentColumns, string blockColumns) => $"""
        with
        held as materialized (
            select aged.hospital_id, aged.id, aged.clinician_id
            from aged_block as aged
            cross join lateral (
                select from block_calendar
                where hospital_id = aged.hospital_id and id = aged.id and version = aged.version
                for update skip locked
            ) as block
            cross join lateral (
                select from clinician_calendar
                where hospital_id = aged.hospital_id and id = aged.clinician_id
                for update skip locked
            ) as clinician
            where aged.ordinal > @after and aged.ordinal <= @after + @count
        ),
        aged as materialized (
            select aged_appointment.hospital_id, aged_appointment.id
            from held
            join aged_appointment
                on aged_appointment.hospital_id = held.hospital_id and aged_appointment.block_id = held.id
        ),
        appointment_taken as (
            delete from appointment
            using aged
            where appointment.hospital_id = aged.hospital_id and appointment.id = aged.id
            returning appointment.*
        ),
        appointment_kept as (
            insert into archived_appointment ({appointmentColumns}, archived_at)
            select {appointmentColumns}, now() from appointment_taken
            returning 1
        ),
        block_taken as (
            delete from availability_block
            using held
            where availability_block.hospital_id = held.hospital_id and availability_block.id = held.id
            returning availability_block.*
        ),
        -- A file that was imported again has opened it anew, empty and in the past: it is kept as it was.
        block_kept as (
            insert into archived_availability_block ({blockColumns}, archived_at)
            select {blockColumns}, now() from block_taken
            on conflict (hospital_id, id) do nothing
        ),
        -- An expired hold never counts again: there is nothing to keep.
        hold_gone as (
            delete from hold
            using held
            where hold.hospital_id = held.hospital_id and hold.block_id = held.id and hold.expires_at <= now()
        ),
        block_raised as (
            update block_calendar
            set version = block_calendar.version + 1
            from held
            where block_calendar.hospital_id = held.hospital_id and block_calendar.id = held.id
        ),
        clinician_raised as (
            update clinician_calendar
            set version = clinician_calendar.version + 1
            from (select distinct hospital_id, clinician_id from held) as held
            where clinician_calendar.hospital_id = held.hospital_id and clinician_calendar.id = held.clinician_id
        )
        select (select count(*) from block_taken), (select count(*) from appointment_kept)
        """;
}
