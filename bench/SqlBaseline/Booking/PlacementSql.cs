using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.SqlBaseline;

/// <summary>Sends the statements, prepared once per connection.</summary>
internal sealed class PlacementSql(NpgsqlDataSource source, SqlStatements statements)
{
    /// <summary>The last free lanes of a block are fought for: each try loses to somebody who has won.</summary>
    private const int MostTries = 32;

    private const string CancelSql = """
        update appointment
        set version = $3, status = $4
        where hospital_id = $1 and id = $2 and version = $3 - 1
        """;

    /// <summary>Whoever lost a race asks again, and then sees who has won it.</summary>
    /// <returns>A <see cref="SqlOutcome"/>, or why it was refused.</returns>
    public async Task<short> Place(Appointment next, int capacity, int? mostLive, DateTimeOffset now)
    {
        var sql = next.Version == 1 ? statements.Book : statements.Move;
        var document = AppointmentDocument.TryWrite(next.Details)
            ?? throw new InvalidOperationException("The details cannot be written as JSON.");
        for (var tries = 0; tries < MostTries; tries++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            Bind(command.Parameters, next, document)
                .Bind(NpgsqlDbType.TimestampTz, now)
                .Bind(NpgsqlDbType.Integer, capacity)
                .Bind(NpgsqlDbType.Integer, mostLive);
            await command.PrepareAsync();
            if (await command.ExecuteScalarAsync() is short outcome and not SqlOutcome.LostRace)
            {
                return outcome;
            }
        }

        return (short)PlacementStatus.Overloaded;
    }

    /// <returns>Whether it was still as it was read.</returns>
    public async Task<bool> Cancel(Appointment next)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(CancelSql, connection);
        command.Parameters
            .Bind(NpgsqlDbType.Integer, next.Key.HospitalId)
            .Bind(NpgsqlDbType.Uuid, next.Key.Id)
            .Bind(NpgsqlDbType.Bigint, next.Version)
            .Bind(NpgsqlDbType.Smallint, (short)next.Status);
        await command.PrepareAsync();
        return await command.ExecuteNonQueryAsync() == 1;
    }

    private static NpgsqlParameterCollection Bind(
        NpgsqlParameterCollection parameters, Appointment next, byte[] document) => parameters
        .Bind(NpgsqlDbType.Integer, next.Key.HospitalId)
        .Bind(NpgsqlDbType.Uuid, next.Key.Id)
        .Bind(NpgsqlDbType.Bigint, next.Version)
        .Bind(NpgsqlDbType.Uuid, next.BlockId)
        .Bind(NpgsqlDbType.Uuid, next.PatientId)
        .Bind(NpgsqlDbType.Uuid, next.ClinicianId)
        .Bind(NpgsqlDbType.TimestampTz, next.Time.Start)
        .Bind(NpgsqlDbType.TimestampTz, next.Time.End)
        .Bind(NpgsqlDbType.Smallint, (short)next.Details.Type)
        .Bind(NpgsqlDbType.Smallint, (short)next.Details.Encounter)
        .Bind(NpgsqlDbType.Bytea, Bytes(next.RequestHash))
        .Bind(NpgsqlDbType.Text, document);

    private static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }
}
