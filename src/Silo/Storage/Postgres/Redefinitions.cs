using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Writes another definition of a block, as one statement.</summary>
internal sealed class Redefinitions(NpgsqlDataSource source)
{
    // Like a group of commits: rows are locked with skip locked, so that nobody waits; the block's fence first, then
    // the clinicians' in the order of their ids. A calendar that somebody else holds just now is a lost fence.
    private const string Sql = $"""
        with
        given as materialized (
            select {BlockRows.Columns}
            from unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
                as given (
                    {BlockRows.Columns})
        ),
        held_block as materialized (
            select hospital_id, id
            from block_calendar
            where hospital_id = $1 and id = $2 and version = $3
            for update skip locked
        ),
        held_clinician as materialized (
            select hospital_id, id, version
            from clinician_calendar
            where hospital_id = $1
                and id in (select clinician_id from given union select $5 where $5 is not null)
                and exists (select from held_block)
            order by id
            for update skip locked
        ),
        won as materialized (
            select given.*
            from given
            join held_clinician on held_clinician.id = given.clinician_id and held_clinician.version = $4
            where $5 is null or exists (select from held_clinician as former where former.id = $5)
        ),
        raised_block as (
            update block_calendar
            set version = version + 1
            where hospital_id = $1 and id = $2 and exists (select from held_block)
        ),
        raised_clinicians as (
            update clinician_calendar
            set version = version + 1
            where hospital_id = $1 and id in (select id from held_clinician) and exists (select from won)
        ),
        redefined as (
            update availability_block
            set clinician_id = won.clinician_id,
                starts_at = won.starts_at,
                ends_at = won.ends_at,
                allow_on_demand = won.allow_on_demand,
                allow_provider = won.allow_provider,
                allow_self = won.allow_self,
                is_available = won.is_available,
                optimization_type = won.optimization_type,
                own_capacity = won.own_capacity,
                is_locked = won.is_locked,
                is_private = won.is_private,
                is_deleted = won.is_deleted,
                modified_at = won.modified_at
            from won
            where availability_block.hospital_id = $1 and availability_block.id = $2
        )
        select exists (select from held_block), exists (select from won)
        """;

    public async Task<ImmutableArray<ChangeOutcome>> Write(BlockCommit commit, DefinitionChange change)
    {
        try
        {
            return
            [
                await source.Write(new PostgresCall<ChangeOutcome>(
                    Sql, parameters => Bind(parameters, commit, change), Read)),
            ];
        }
        catch (PostgresException fault)
        {
            throw new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    private static async Task<ChangeOutcome> Read(NpgsqlDataReader reader)
    {
        await reader.ReadAsync();
        return !reader.GetBoolean(0) ? ChangeOutcome.BlockLost
            : reader.GetBoolean(1) ? ChangeOutcome.Done
            : ChangeOutcome.ClinicianLost;
    }

    private static void Bind(NpgsqlParameterCollection parameters, BlockCommit commit, DefinitionChange change)
    {
        parameters
            .Bind(NpgsqlDbType.Integer, commit.Block.HospitalId)
            .Bind(NpgsqlDbType.Uuid, commit.Block.Id)
            .Bind(NpgsqlDbType.Bigint, commit.ExpectedVersion)
            .Bind(NpgsqlDbType.Bigint, change.ExpectedClinicianVersion)
            .Bind(NpgsqlDbType.Uuid, change.FormerClinicianId);
        BlockRows.Bind(parameters, [change.Next]);
    }
}
