using System.Reflection;
using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Brings a file to the schema that this program knows, by numbered scripts that run once each.</summary>
internal static class SqliteSchema
{
    private const string Folder = "Storage.Sqlite.Schema.";

    /// <summary>No pool: each connection belongs to one thread, and its file is closed with it.</summary>
    public static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    /// <exception cref="ScheduleDatabaseException">The file cannot be used; the message says why.</exception>
    public static void Migrate(string path)
    {
        var scripts = Scripts();
        try
        {
            UseWriteAheadLog(path);
            var upgrade = DeployChanges.To
                .SqliteDatabase(ConnectionString(path))
                .WithScripts(scripts)
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build();
            RefuseNewer(path, upgrade.GetExecutedScripts(), scripts[^1].Name);
            var result = upgrade.PerformUpgrade();
            if (!result.Successful)
            {
                throw new ScheduleDatabaseException(
                    $"{path}: the schema script {result.ErrorScript?.Name} failed: {result.Error.Message}",
                    result.Error);
            }
        }
        catch (SqliteException fault)
        {
            throw new ScheduleDatabaseException($"{path} cannot be used as a database: {fault.Message}", fault);
        }
    }

    private static void RefuseNewer(string path, List<string> executed, string newest)
    {
        var unknown = executed.Where(name => string.CompareOrdinal(name, newest) > 0).Max(StringComparer.Ordinal);
        if (unknown is not null)
        {
            throw new ScheduleDatabaseException(
                $"{path} was written by a newer version of this program: it has the schema {unknown}, "
                + $"and this version knows those up to {newest}.");
        }
    }

    private static SqlScript[] Scripts()
    {
        var assembly = typeof(SqliteSchema).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Contains(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new SqlScript(ShortName(name), Text(assembly, name))),
        ];
    }

    // The journal keeps file names, which do not change when a folder or a namespace does.
    private static string ShortName(string resource) =>
        resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>Kept in the file: readers see the last commit and never wait for the writer.</summary>
    private static void UseWriteAheadLog(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal";
        if (command.ExecuteScalar() is not "wal")
        {
            throw new ScheduleDatabaseException($"{path}: its file system cannot keep a write-ahead log.");
        }
    }
}
