using System.Data;
using Npgsql;

namespace Scheduling.Silo.Storage.Postgres.Audit;

/// <summary>What became of a check: nothing, or how many faults and the first of them.</summary>
internal readonly record struct AuditFinding(AuditCheck Check, long Faults, string? First)
{
    public override string ToString() =>
        Faults == 0 ? $"ok    {Check.Name}" : $"FAIL  {Check.Name}: {Faults} times, such as: {First}";
}

/// <summary>Whether a database says what a schedule may say, in one snapshot. Reads only; commits go on.</summary>
internal static class PostgresAudit
{
    /// <exception cref="ScheduleDatabaseException">The database cannot be used; the message says why.</exception>
    public static async Task<IReadOnlyList<AuditFinding>> Run(string connectionString)
    {
        PostgresSchema.Check(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var findings = new List<AuditFinding>();
        foreach (var check in AuditCheck.All)
        {
            findings.Add(await Find(connection, check));
        }

        return findings;
    }

    private static async Task<AuditFinding> Find(NpgsqlConnection connection, AuditCheck check)
    {
        await using var command = new NpgsqlCommand(
            $"select count(*), min(fault) from ({check.Sql}) as found (fault)", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new AuditFinding(check, reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1));
    }
}
