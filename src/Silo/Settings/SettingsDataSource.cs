using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Scheduling.Silo.Settings;

/// <summary>
/// Connections to the settings file. What a connection forgets when it is closed is set whenever one is opened; the
/// write-ahead log is a property of the file.
/// </summary>
internal sealed class SettingsDataSource(string path) : DbDataSource
{
    /// <summary>How long a write waits for another one, in seconds: less than a grain may wait for anything.</summary>
    private const int BusySeconds = 2;

    public string Path => path;

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = BusySeconds,
    }.ToString();

    protected override DbConnection CreateDbConnection() => new DurableConnection(ConnectionString);

    private sealed class DurableConnection(string connectionString) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = "pragma synchronous = full";
            command.ExecuteNonQuery();
        }
    }
}
