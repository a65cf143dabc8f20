-- Where appointments and blocks that were over long ago are kept: out of the way of those that are booked today, under
-- the same columns. Nothing is ever erased. Written by the archive command only, as the schema's owner.

create table archived_appointment (like appointment including constraints);

alter table archived_appointment
    add constraint archived_appointment_key primary key (hospital_id, id),
    add column archived_at timestamptz not null;

create table archived_availability_block (like availability_block including constraints);

alter table archived_availability_block
    add constraint archived_availability_block_key primary key (hospital_id, id),
    add column archived_at timestamptz not null;

-- What operators and auditors ask: all of them, wherever they are kept.
create view every_appointment as
select appointment.*, null::timestamptz as archived_at from appointment
union all
select * from archived_appointment;

create view every_availability_block as
select availability_block.*, null::timestamptz as archived_at from availability_block
union all
select * from archived_availability_block;
