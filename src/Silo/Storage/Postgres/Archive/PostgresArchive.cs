using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres.Archive;

/// <summary>What there was to move, or was moved.</summary>
internal readonly record struct ArchiveCount(long Blocks, long Appointments)
{
    public static ArchiveCount operator +(ArchiveCount one, ArchiveCount other) =>
        new(one.Blocks + other.Blocks, one.Appointments + other.Appointments);
}

/// <summary>Moves blocks that ended before an instant, and the appointments in them, to the archive's tables.</summary>
/// <remarks>Staged once, when it is opened; it sees nothing that becomes old afterwards.</remarks>
internal sealed class PostgresArchive : IAsyncDisposable
{
    /// <summary>A few thousand rows, some ten milliseconds: what it writes at once, and a frozen one holds.</summary>
    private const int BlocksAtOnce = 50;

    // What is moved is found by keys, however large the tables are: a plan that reads a whole one is never wanted.
    private const string PlansByKey = "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

    private readonly NpgsqlConnection connection;

    private PostgresArchive(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>What was found.</summary>
    public ArchiveCount Aged { get; private set; }

    /// <param name="connectionString">The schema owner's: the silos' role may not delete.</param>
    /// <param name="before">Blocks that ended earlier.</param>
    /// <param name="hospitalId">Nothing: every hospital.</param>
    /// <exception cref="ScheduleDatabaseException">The database cannot be used; the message says why.</exception>
    public static async Task<PostgresArchive> Open(string connectionString, DateTimeOffset before, int? hospitalId)
    {
        PostgresSchema.Check(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        var archive = new PostgresArchive(new NpgsqlConnection(settings.ConnectionString));
        try
        {
            await archive.connection.OpenAsync();
            await archive.Stage(before, hospitalId);
            return archive;
        }
        catch
        {
            await archive.DisposeAsync();
            throw;
        }
    }

    public async Task<ArchiveCount> Move()
    {
        var sql = ArchiveSql.Move(await Columns("appointment"), await Columns("availability_block"));
        await using (var plans = new NpgsqlCommand(PlansByKey, connection))
        {
            await plans.ExecuteNonQueryAsync();
        }

        var moved = new ArchiveCount();
        for (var after = 0L; after < Aged.Blocks; after += BlocksAtOnce)
        {
            moved += await Count(
                sql, new NpgsqlParameter<long>("after", after), new NpgsqlParameter<int>("count", BlocksAtOnce));
        }

        return moved;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task Stage(DateTimeOffset before, int? hospitalId)
    {
        await using (var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead))
        {
            await using var stage = new NpgsqlCommand(ArchiveSql.Stage, connection);
            stage.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("before", before));
            stage.Parameters.Add(new NpgsqlParameter("hospital", NpgsqlDbType.Integer)
            {
                Value = (object?)hospitalId ?? DBNull.Value,
            });
            await stage.ExecuteNonQueryAsync();
            await snapshot.CommitAsync();
        }

        Aged = await Count(ArchiveSql.Count);
    }

    private async Task<string> Columns(string table)
    {
        await using var command = new NpgsqlCommand(ArchiveSql.Columns, connection);
        command.Parameters.Add(new NpgsqlParameter<string>("name", table));
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<ArchiveCount> Count(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ArchiveCount(reader.GetInt64(0), reader.GetInt64(1));
    }
}
