-- What Orleans' ADO.NET grain storage runs. Where a version is lost no row is answered, and the provider reports an
-- InconsistentStateException.

insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', '
select PayloadBinary, Version
from OrleansStorage
where GrainTypeString = @GrainTypeString
  and GrainIdN1 = @GrainIdN1
  and GrainIdN0 = @GrainIdN0
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and ServiceId = @ServiceId
');

-- One statement, so that it is atomic by itself. A first write (no version) meets a row that somebody else made first
-- in the unique index, and leaves it alone: nothing equals null. A later write never makes a row.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', '
insert into OrleansStorage
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
     PayloadBinary, ModifiedOn, Version)
select
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
    @PayloadBinary, datetime(''now''), 1
where @GrainStateVersion is null
   or exists (
    select 1
    from OrleansStorage
    where GrainTypeString = @GrainTypeString
      and GrainIdN1 = @GrainIdN1
      and GrainIdN0 = @GrainIdN0
      and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
      and ServiceId = @ServiceId)
on conflict (GrainTypeString, GrainIdN1, GrainIdN0, coalesce(GrainIdExtensionString, ''''), ServiceId) do update
set PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = OrleansStorage.Version + 1
where OrleansStorage.Version = @GrainStateVersion
returning Version as NewGrainStateVersion
');

insert into OrleansQuery (QueryKey, QueryText) values ('ClearStorageKey', '
update OrleansStorage
set PayloadBinary = null, ModifiedOn = datetime(''now''), Version = Version + 1
where GrainTypeString = @GrainTypeString
  and GrainIdN1 = @GrainIdN1
  and GrainIdN0 = @GrainIdN0
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and ServiceId = @ServiceId
  and Version = @GrainStateVersion
returning Version as NewGrainStateVersion
');

-- Answers another version than the deleted one: the provider takes the same one for a conflict.
insert into OrleansQuery (QueryKey, QueryText) values ('DeleteStorageKey', '
delete from OrleansStorage
where GrainTypeString = @GrainTypeString
  and GrainIdN1 = @GrainIdN1
  and GrainIdN0 = @GrainIdN0
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and ServiceId = @ServiceId
  and Version = @GrainStateVersion
returning Version + 1 as NewGrainStateVersion
');
