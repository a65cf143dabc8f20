using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scheduling.BookingRush;

/// <summary>The tables themselves, read only; the gateway need not run.</summary>
internal sealed class DatabaseTruth(DbDataSource source, bool isPostgres, Scenario scenario, Plan plan) : ITruth
{
    private const string FileKey = "Data Source=";

    private static readonly string[] Statuses =
    [
        "NotSpecified", "Scheduled", "Waiting", "CancelledByPatient", "CancelledByProvider", "Fulfilled", "Transferred",
    ];

    /// <summary>All of one block, with an index only where it is live: it is read once, after a run.</summary>
    private const string Postgres = """
        select id, block_id, patient_id, extract(epoch from starts_at)::bigint, extract(epoch from ends_at)::bigint,
            status
        from appointment
        where hospital_id = @hospital and starts_at < @until and ends_at > @from
        """;

    private const string Sqlite = """
        select id, block_id, patient_id, starts_at, ends_at, status
        from appointment
        where hospital_id = @hospital and starts_at < @until and ends_at > @from
        """;

    public string Name => isPostgres ? "the PostgreSQL database" : "the SQLite file";

    /// <param name="connection">
    /// <c>Host=…;Database=…;Username=…</c> of PostgreSQL, or the path of <c>schedule.db</c>, which may be in use.
    /// </param>
    /// <param name="scenario">Whose hospital.</param>
    /// <param name="plan">Whose day and blocks.</param>
    public static DatabaseTruth Open(string connection, Scenario scenario, Plan plan)
    {
        if (connection.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            var postgres = new NpgsqlConnectionStringBuilder(connection)
            {
                Options = "-c default_transaction_read_only=on",
            };
            return new DatabaseTruth(NpgsqlDataSource.Create(postgres), isPostgres: true, scenario, plan);
        }

        var path = connection.StartsWith(FileKey, StringComparison.OrdinalIgnoreCase)
            ? connection[FileKey.Length..]
            : connection;
        if (!File.Exists(path))
        {
            throw new UsageException($"{path} does not exist.");
        }

        var file = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly };
        return new DatabaseTruth(
            SqliteFactory.Instance.CreateDataSource(file.ToString()), isPostgres: false, scenario, plan);
    }

    public async Task<IReadOnlyList<Stored>?> List(IReadOnlyList<int> blocks, CancellationToken stop)
    {
        var wanted = blocks.Select(plan.Block).ToHashSet();
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = isPostgres ? Postgres : Sqlite;
        Add(command, "hospital", scenario.Hospital.Id);
        Add(command, "from", isPostgres ? plan.Day : plan.Day.ToUnixTimeSeconds());
        Add(command, "until", isPostgres ? plan.Day.AddDays(1) : plan.Day.AddDays(1).ToUnixTimeSeconds());
        await using var rows = await command.ExecuteReaderAsync(stop);
        var found = new List<Stored>();
        while (await rows.ReadAsync(stop))
        {
            if (Id(rows, 1) is var block && wanted.Contains(block))
            {
                found.Add(Read(rows, block));
            }
        }

        return found;
    }

    /// <summary>The list has everything: what it has not is not there.</summary>
    public Task<IReadOnlyList<Stored>> Find(IReadOnlyCollection<Acknowledged> appointments, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Stored>>([]);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private Stored Read(DbDataReader row, Guid block)
    {
        var status = row.GetInt32(5);
        return new Stored(
            Id(row, 0), block, Id(row, 2),
            DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(3)), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(4)),
            status is 1 or 2, Statuses[status]);
    }

    private Guid Id(DbDataReader row, int column) =>
        isPostgres ? row.GetGuid(column) : new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true);
}
