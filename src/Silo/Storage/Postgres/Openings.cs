using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Writes new blocks of one clinician, all or none.</summary>
internal sealed class Openings(NpgsqlDataSource source)
{
    private const string IdTakenConstraint = "availability_block_key";

    // An id that exists is an error, which undoes all of it: none of the blocks may be left behind.
    private const string Sql = $"""
        with
        held as materialized (
            select hospital_id, id
            from clinician_calendar
            where hospital_id = $1 and id = $2 and version = $3
            for update skip locked
        ),
        raised as (
            update clinician_calendar
            set version = version + 1
            where hospital_id = $1 and id = $2 and exists (select from held)
        ),
        opened as (
            insert into availability_block (
                {BlockRows.Columns})
            select {BlockRows.Columns}
            from unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
                as given (
                    {BlockRows.Columns})
            where exists (select from held)
            order by hospital_id, id
            returning hospital_id, id
        ),
        versions as (
            insert into block_calendar (hospital_id, id, version)
            select hospital_id, id, 1
            from opened
        )
        select exists (select from held)
        """;

    public async Task<OpeningOutcome> Write(OpeningCommit commit)
    {
        try
        {
            var isWon = await source.Write(new PostgresCall<bool>(Sql, parameters => Bind(parameters, commit), Read));
            return isWon ? OpeningOutcome.Done : OpeningOutcome.ClinicianLost;
        }
        catch (PostgresException fault) when (fault.ConstraintName == IdTakenConstraint)
        {
            return OpeningOutcome.IdExists;
        }
        catch (PostgresException fault)
        {
            throw new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    private static async Task<bool> Read(NpgsqlDataReader reader)
    {
        await reader.ReadAsync();
        return reader.GetBoolean(0);
    }

    private static void Bind(NpgsqlParameterCollection parameters, OpeningCommit commit)
    {
        parameters
            .Bind(NpgsqlDbType.Integer, commit.Clinician.HospitalId)
            .Bind(NpgsqlDbType.Uuid, commit.Clinician.Id)
            .Bind(NpgsqlDbType.Bigint, commit.ExpectedVersion);
        BlockRows.Bind(parameters, commit.Blocks);
    }
}
