using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Scheduling.Gateway.Tests.Hosting;

namespace Scheduling.Gateway.Tests.Hostile;

/// <summary>What is stored, seen from beside: whether anything was committed, and every fact of a hospital.</summary>
internal sealed class StoredFacts : IDisposable
{
    private readonly SqliteConnection schedule;
    private readonly SqliteConnection settings;

    public StoredFacts(TestGateway gateway)
    {
        schedule = Open(gateway.ScheduleFile);
        settings = Open(gateway.SettingsFile);
    }

    /// <summary>Another one after every commit of anybody, to whichever of the two files.</summary>
    public (long Schedule, long Settings) Version => (VersionOf(schedule), VersionOf(settings));

    /// <summary>Every row that names the hospital, one a line.</summary>
    public string Of(int hospital)
    {
        var all = new StringBuilder();
        foreach (var table in Strings(
            "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'hospital_id' "
            + "where m.type = 'table' order by 1"))
        {
            all.Append(table).Append('\n');
            foreach (var row in Rows($"select * from {table} where hospital_id = {hospital} order by 1, 2, 3"))
            {
                all.Append(row).Append('\n');
            }
        }

        return all.ToString();
    }

    public void Dispose()
    {
        schedule.Dispose();
        settings.Dispose();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static long VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma data_version";
        return (long)command.ExecuteScalar()!;
    }

    private List<string> Strings(string sql) => [.. Rows(sql)];

    private IEnumerable<string> Rows(string sql)
    {
        using var command = schedule.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var columns = Enumerable.Range(0, reader.FieldCount);
            yield return string.Join('|', columns.Select(column => Shown(reader[column])));
        }
    }

    private static string Shown(object value) => value is byte[] bytes
        ? Convert.ToHexString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
