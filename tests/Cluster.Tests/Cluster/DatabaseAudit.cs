using Npgsql;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>Asks the database itself whether a block holds more than it may, or a patient is in two places.</summary>
internal static class DatabaseAudit
{
    // Blocks of a rush hold one at a time. Scheduled is 1, Waiting is 2.
    private const string Sql = """
        select 'The block ' || one.block_id || ' has two at ' || other.starts_at
        from appointment one
        join appointment other on other.hospital_id = one.hospital_id and other.block_id = one.block_id
            and other.id > one.id and other.starts_at < one.ends_at and one.starts_at < other.ends_at
        where one.status in (1, 2) and other.status in (1, 2)
        union all
        select 'The patient ' || one.patient_id || ' has two at ' || other.starts_at
        from appointment one
        join appointment other on other.hospital_id = one.hospital_id and other.patient_id = one.patient_id
            and other.id > one.id and other.starts_at < one.ends_at and one.starts_at < other.ends_at
        where one.status in (1, 2) and other.status in (1, 2)
        """;

    public static IReadOnlyList<string> Faults(string database)
    {
        using var connection = PostgresServer.Connect(database);
        using var command = new NpgsqlCommand(Sql, connection);
        using var reader = command.ExecuteReader();
        var faults = new List<string>();
        while (reader.Read())
        {
            faults.Add(reader.GetString(0));
        }

        return faults;
    }
}
