-- The tables that Orleans' ADO.NET grain storage works on. Their column names are its parameters'.

create table OrleansQuery
(
    QueryKey text not null primary key,
    QueryText text not null
);

create table OrleansStorage
(
    GrainIdHash integer not null,
    GrainIdN0 integer not null,
    GrainIdN1 integer not null,
    GrainTypeHash integer not null,
    -- The state's name, not the grain class.
    GrainTypeString text not null,
    GrainIdExtensionString text null,
    ServiceId text not null,
    PayloadBinary blob null,
    ModifiedOn text not null,
    Version integer not null
);

-- One row per grain and state, whatever happens at the same time. The hashes add nothing to the key: they are made of
-- it. Nulls are never equal in an index, hence the coalesce.
create unique index ux_OrleansStorage_key on OrleansStorage
    (GrainTypeString, GrainIdN1, GrainIdN0, coalesce(GrainIdExtensionString, ''), ServiceId);
