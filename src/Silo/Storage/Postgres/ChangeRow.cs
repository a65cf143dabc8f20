using System.Buffers.Binary;
using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>
/// A change as a row, and the place of its commit in the group, counted from one. A change of a hold alone is a row of
/// version 0: it writes no appointment.
/// </summary>
internal readonly record struct ChangeRow(int CommitOrdinal, int HospitalId, PreparedChange Prepared)
{
    private static readonly byte[] NoHash = new byte[16];

    public static ChangeRow[] Of(ImmutableArray<PreparedCommit> group)
    {
        var rows = new ChangeRow[group.Sum(commit => commit.Changes.Length)];
        var count = 0;
        for (var i = 0; i < group.Length; i++)
        {
            var hospital = group[i].Commit.Block.HospitalId;
            foreach (var change in group[i].Changes)
            {
                rows[count++] = new ChangeRow(i + 1, hospital, change);
            }
        }

        return rows;
    }

    public static void Bind(NpgsqlParameterCollection parameters, ChangeRow[] rows) => parameters
        .BindAll(NpgsqlDbType.Integer, rows, row => row.CommitOrdinal)
        .BindKeys(rows, row => new Key(row.HospitalId, row.Next?.Key.Id ?? row.HoldId))
        .BindAll(NpgsqlDbType.Bigint, rows, row => row.Next?.Version ?? 0)
        .BindAll(NpgsqlDbType.Uuid, rows, row => row.Next?.BlockId ?? row.Hold?.BlockId ?? Guid.Empty)
        .BindAll(NpgsqlDbType.Uuid, rows, row => row.Prepared.Change.PatientId)
        .BindAll(NpgsqlDbType.Bigint, rows, row => row.Prepared.Change.ExpectedPatientVersion)
        .BindAll(NpgsqlDbType.Uuid, rows, row => row.Next?.ClinicianId ?? row.Hold?.ClinicianId ?? Guid.Empty)
        .BindAll(NpgsqlDbType.TimestampTz, rows, row => row.Time?.Start)
        .BindAll(NpgsqlDbType.TimestampTz, rows, row => row.Time?.End)
        .BindAll(NpgsqlDbType.Smallint, rows, row => (short)(row.Next?.Status ?? 0))
        .BindAll(NpgsqlDbType.Smallint, rows, row => (short)(row.Next?.Details.Type ?? 0))
        .BindAll(NpgsqlDbType.Smallint, rows, row => (short)(row.Next?.Details.Encounter ?? 0))
        .BindAll(NpgsqlDbType.Bytea, rows, row => row.Next is { } next ? Bytes(next.RequestHash) : NoHash)
        .BindAll(NpgsqlDbType.Text, rows, row => row.Prepared.Document)
        .BindAll(NpgsqlDbType.Uuid, rows, row => row.Prepared.Change.FormerBlockId)
        .BindAll(NpgsqlDbType.Uuid, rows, row => row.Prepared.Change.FormerPatientId)
        .BindAll(NpgsqlDbType.TimestampTz, rows, row => row.Prepared.NeededRoom?.Now)
        .BindAll(NpgsqlDbType.Integer, rows, row => row.Prepared.NeededRoom?.MostLiveAppointments);

    private Appointment? Next => Prepared.Next;

    private Hold? Hold => Prepared.PlacedHold;

    private Guid HoldId => Hold?.Key.Id ?? Prepared.EndedHoldId ?? Guid.Empty;

    private TimeRange? Time => Next?.Time ?? Hold?.Time;

    private static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }
}
