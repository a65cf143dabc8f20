using System.Buffers.Binary;
using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Writes groups of blocks' commits, each as one statement.</summary>
internal sealed class BlockCommits(NpgsqlDataSource source)
{
    /// <summary>
    /// One array of outcomes per commit, in their order. Where the database refuses data, nothing was written; the
    /// group is then written row by row, so that only the bad rows are rejected.
    /// </summary>
    public async Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(
        ImmutableArray<PreparedCommit> group, DateTimeOffset now)
    {
        var changes = Rows(group);
        short[] outcomes;
        try
        {
            outcomes = await Send(GroupSql.AllAtOnce, group, changes, now);
        }
        catch (PostgresException fault) when (PostgresCalls.IsDataRefused(fault))
        {
            outcomes = await SendRowByRow(group, changes, now);
        }

        return PerCommit(group, outcomes);
    }

    private async Task<short[]> SendRowByRow(
        ImmutableArray<PreparedCommit> group, ChangeRow[] changes, DateTimeOffset now)
    {
        try
        {
            return await Send(GroupSql.RowByRow, group, changes, now);
        }
        catch (PostgresException fault)
        {
            throw new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    private Task<short[]> Send(
        string sql, ImmutableArray<PreparedCommit> group, ChangeRow[] changes, DateTimeOffset now) =>
        source.Write(new PostgresCall<short[]>(
            sql,
            parameters =>
            {
                parameters
                    .BindKeys(group, commit => commit.Commit.Block)
                    .BindAll(NpgsqlDbType.Bigint, group, commit => commit.Commit.ExpectedVersion);
                Bind(parameters, changes);
                parameters.Bind(NpgsqlDbType.TimestampTz, now);
            },
            async reader =>
            {
                await reader.ReadAsync();
                return reader.GetFieldValue<short[]>(0);
            }));

    private static void Bind(NpgsqlParameterCollection parameters, ChangeRow[] changes) => parameters
        .BindAll(NpgsqlDbType.Integer, changes, row => row.CommitOrdinal)
        .BindKeys(changes, row => row.Next.Key with { HospitalId = row.HospitalId })
        .BindAll(NpgsqlDbType.Bigint, changes, row => row.Next.Version)
        .BindAll(NpgsqlDbType.Uuid, changes, row => row.Next.BlockId)
        .BindAll(NpgsqlDbType.Uuid, changes, row => row.Next.PatientId)
        .BindAll(NpgsqlDbType.Bigint, changes, row => row.Change.ExpectedPatientVersion)
        .BindAll(NpgsqlDbType.Uuid, changes, row => row.Next.ClinicianId)
        .BindAll(NpgsqlDbType.TimestampTz, changes, row => row.Next.Time.Start)
        .BindAll(NpgsqlDbType.TimestampTz, changes, row => row.Next.Time.End)
        .BindAll(NpgsqlDbType.Smallint, changes, row => (short)row.Next.Status)
        .BindAll(NpgsqlDbType.Smallint, changes, row => (short)row.Next.Details.Type)
        .BindAll(NpgsqlDbType.Smallint, changes, row => (short)row.Next.Details.Encounter)
        .BindAll(NpgsqlDbType.Bytea, changes, row => Bytes(row.Next.RequestHash))
        .BindAll(NpgsqlDbType.Text, changes, row => row.Document)
        .BindAll(NpgsqlDbType.Uuid, changes, row => row.Change.FormerBlockId)
        .BindAll(NpgsqlDbType.Uuid, changes, row => row.Change.FormerPatientId);

    private static ChangeRow[] Rows(ImmutableArray<PreparedCommit> group)
    {
        var rows = new ChangeRow[group.Sum(commit => commit.Commit.Changes.Length)];
        var count = 0;
        for (var i = 0; i < group.Length; i++)
        {
            var commit = group[i].Commit;
            for (var j = 0; j < commit.Changes.Length; j++)
            {
                rows[count++] = new ChangeRow(
                    i + 1, commit.Block.HospitalId, commit.Changes[j], group[i].Documents[j]);
            }
        }

        return rows;
    }

    private static ImmutableArray<ImmutableArray<ChangeOutcome>> PerCommit(
        ImmutableArray<PreparedCommit> group, short[] outcomes)
    {
        var answers = ImmutableArray.CreateBuilder<ImmutableArray<ChangeOutcome>>(group.Length);
        var first = 0;
        foreach (var commit in group)
        {
            var rows = commit.Commit.Changes.Length;
            answers.Add([.. outcomes.AsSpan(first, rows).ToArray().Select(outcome => (ChangeOutcome)outcome)]);
            first += rows;
        }

        return answers.MoveToImmutable();
    }

    private static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }

    /// <summary>A change, and the place of its commit in the group, counted from one.</summary>
    private readonly record struct ChangeRow(
        int CommitOrdinal, int HospitalId, AppointmentChange Change, byte[]? Document)
    {
        public Appointment Next => Change.Next;
    }
}
