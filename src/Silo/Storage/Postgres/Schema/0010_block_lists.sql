-- A hospital's blocks by their starts, for lists of everybody's: a page is read in this order, and its total counted
-- from the index alone where pages are all-visible.
create index availability_block_by_start
    on availability_block (hospital_id, starts_at, id)
    where not is_deleted;
