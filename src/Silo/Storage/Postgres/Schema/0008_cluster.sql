-- What Orleans' ADO.NET providers work on: who is in the cluster, and grain state off the booking path. Tables, columns
-- and parameters bear the providers' names; the statements are ours, one each, so that each is atomic by itself.

create table OrleansQuery
(
    QueryKey  text not null constraint orleansquery_key primary key,
    QueryText text not null
);

-- One row per cluster. Every change of the membership raises it, and expects the version that it was decided on.
create table OrleansMembershipVersionTable
(
    DeploymentId text        not null constraint orleansmembershipversion_key primary key,
    Timestamp    timestamptz not null,
    Version      integer     not null
);

-- One row per life of a silo: a restarted one has another generation. Status 3 is active, 6 is dead.
create table OrleansMembershipTable
(
    DeploymentId text        not null references OrleansMembershipVersionTable (DeploymentId),
    Address      text        not null,
    Port         integer     not null,
    Generation   integer     not null,
    SiloName     text        not null,
    HostName     text        not null,
    Status       integer     not null,
    ProxyPort    integer     null,
    SuspectTimes text        null,
    StartTime    timestamptz not null,
    IAmAliveTime timestamptz not null,
    constraint orleansmembership_key primary key (DeploymentId, Address, Port, Generation)
);

create table OrleansStorage
(
    GrainIdHash            integer     not null,
    GrainIdN0              bigint      not null,
    GrainIdN1              bigint      not null,
    GrainTypeHash          integer     not null,
    -- The state's name, not the grain class.
    GrainTypeString        text        not null,
    GrainIdExtensionString text        null,
    ServiceId              text        not null,
    PayloadBinary          bytea       null,
    ModifiedOn             timestamptz not null,
    Version                integer     not null
);

-- One row per grain and state, whatever happens at the same time. The hashes add nothing to the key: they are made of
-- it. Nulls are never equal in an index, hence the coalesce.
create unique index orleansstorage_key on OrleansStorage
    (GrainTypeString, GrainIdN1, GrainIdN0, coalesce(GrainIdExtensionString, ''), ServiceId);

insert into OrleansQuery (QueryKey, QueryText) values ('InsertMembershipVersionKey', '
with made as (
    insert into OrleansMembershipVersionTable (DeploymentId, Timestamp, Version)
    values (@DeploymentId, now(), 0)
    on conflict (DeploymentId) do nothing
    returning 1
)
select exists (select from made)
');

-- The version's row is the fence: of two that come with the same version the second waits for the first, finds another
-- version, and adds nothing.
insert into OrleansQuery (QueryKey, QueryText) values ('InsertMembershipKey', '
with fence as (
    update OrleansMembershipVersionTable
    set Timestamp = now(), Version = Version + 1
    where DeploymentId = @DeploymentId
      and Version = @Version
      and not exists (
        select from OrleansMembershipTable
        where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
    returning DeploymentId
), made as (
    insert into OrleansMembershipTable
        (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    select DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from fence
    returning 1
)
select exists (select from made)
');

insert into OrleansQuery (QueryKey, QueryText) values ('UpdateMembershipKey', '
with fence as (
    update OrleansMembershipVersionTable
    set Timestamp = now(), Version = Version + 1
    where DeploymentId = @DeploymentId
      and Version = @Version
      and exists (
        select from OrleansMembershipTable
        where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation)
    returning DeploymentId
), changed as (
    update OrleansMembershipTable silo
    set Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    from fence
    where silo.DeploymentId = fence.DeploymentId
      and silo.Address = @Address
      and silo.Port = @Port
      and silo.Generation = @Generation
    returning 1
)
select exists (select from changed)
');

-- A sign of life decides nothing: it raises no version.
insert into OrleansQuery (QueryKey, QueryText) values ('UpdateIAmAlivetimeKey', '
update OrleansMembershipTable
set IAmAliveTime = @IAmAliveTime
where DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation
');

-- The version is answered where there is no silo, too.
insert into OrleansQuery (QueryKey, QueryText) values ('MembershipReadRowKey', '
select cluster.DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime,
       IAmAliveTime, cluster.Version
from OrleansMembershipVersionTable cluster
left join OrleansMembershipTable silo
    on silo.DeploymentId = cluster.DeploymentId
   and silo.Address = @Address
   and silo.Port = @Port
   and silo.Generation = @Generation
where cluster.DeploymentId = @DeploymentId
');

insert into OrleansQuery (QueryKey, QueryText) values ('MembershipReadAllKey', '
select cluster.DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime,
       IAmAliveTime, cluster.Version
from OrleansMembershipVersionTable cluster
left join OrleansMembershipTable silo on silo.DeploymentId = cluster.DeploymentId
where cluster.DeploymentId = @DeploymentId
');

insert into OrleansQuery (QueryKey, QueryText) values ('GatewaysQueryKey', '
select Address, ProxyPort, Generation
from OrleansMembershipTable
where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0
');

insert into OrleansQuery (QueryKey, QueryText) values ('DeleteMembershipTableEntriesKey', '
with silos as (
    delete from OrleansMembershipTable
    where DeploymentId = @DeploymentId
)
delete from OrleansMembershipVersionTable
where DeploymentId = @DeploymentId
');

-- Only the dead are forgotten: a silo that is joining may have been slow to sign.
insert into OrleansQuery (QueryKey, QueryText) values ('CleanupDefunctSiloEntriesKey', '
delete from OrleansMembershipTable
where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status = 6
');

insert into OrleansQuery (QueryKey, QueryText) values ('CleanupDefunctSiloEntryKey', '
delete from OrleansMembershipTable
where DeploymentId = @DeploymentId
  and Address = @Address
  and Port = @Port
  and Generation = @Generation
  and Status = 6
  and StartTime = @StartTime
  and IAmAliveTime = @IAmAliveTime
  and SuspectTimes is not distinct from @SuspectTimes
');

-- Grain state. Where a version is lost no row is answered, and the provider reports an InconsistentStateException.
insert into OrleansQuery (QueryKey, QueryText) values ('ReadFromStorageKey', '
select PayloadBinary, Version
from OrleansStorage
where GrainTypeString = @GrainTypeString
  and GrainIdN1 = @GrainIdN1
  and GrainIdN0 = @GrainIdN0
  and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
  and ServiceId = @ServiceId
');

-- A first write (no version) meets a row that somebody else made first in the unique index, and leaves it alone: nothing
-- equals null. A later write never makes a row.
insert into OrleansQuery (QueryKey, QueryText) values ('WriteToStorageKey', '
insert into OrleansStorage as stored
    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
     PayloadBinary, ModifiedOn, Version)
select
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
    @PayloadBinary, now(), 1
where @GrainStateVersion is null
   or exists (
    select from OrleansStorage
    where GrainTypeString = @GrainTypeString
      and GrainIdN1 = @GrainIdN1
      and GrainIdN0 = @GrainIdN0
      and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''')
      and ServiceId = @ServiceId)
on conflict (GrainTypeString, GrainIdN1, GrainIdN0, coalesce(GrainIdExtensionString, ''''), ServiceId) do update
set PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = stored.Version + 1
where stored.Version = @GrainStateVersion
returning Version as NewGrainStateVersion
');

insert into OrleansQuery (QueryKey, QueryText) values ('ClearStorageKey', '
update OrleansStorage
set PayloadBinary = null, ModifiedOn = now(), Version = Version + 1
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
