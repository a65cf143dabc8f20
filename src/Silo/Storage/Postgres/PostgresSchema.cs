using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Support;
using Npgsql;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>The schema that this program knows: numbered scripts that run once each, all of them or none.</summary>
internal static class PostgresSchema
{
    private const string Folder = "Storage.Postgres.Schema.";
    private const string RightsFile = "Storage.Postgres.rights.sql";
    private const string RightsName = "rights.sql";
    private const string Journal = "schema_versions";
    private const int OldestServer = 150_000;

    // Any number will do that nobody else uses in this database: two migrations wait for each other on it.
    private const long MigrationLock = 0x5C4ED00100000001;

    /// <summary>
    /// Brings the database to this version's schema, as its owner, and grants the runtime role what it needs. Waits for
    /// another migration to end, up to a minute.
    /// </summary>
    /// <returns>The scripts that were run, in their order; none where it had them all.</returns>
    /// <exception cref="ScheduleDatabaseException">The database cannot be used; the message says why.</exception>
    public static IReadOnlyList<string> Migrate(string connectionString)
    {
        var scripts = Scripts();
        var done = new List<string>();
        Use(connectionString, connection =>
        {
            using var turn = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { CommandTimeout = 60 };
            turn.Parameters.Add(new NpgsqlParameter<long> { TypedValue = MigrationLock });
            turn.ExecuteNonQuery();
            RefuseOther(connection);
            RefuseNewer(connection, scripts);
            var result = DeployChanges.To
                .PostgresqlDatabase(connectionString)
                .WithScripts(scripts)
                .WithScript(Rights())
                .JournalToPostgresqlTable("public", Journal)
                .WithTransaction()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
            {
                throw new ScheduleDatabaseException(
                    $"{Name(connection)}: the schema script {result.ErrorScript?.Name} failed: {result.Error.Message}",
                    result.Error);
            }

            done.AddRange(result.Scripts.Select(script => script.Name).Where(name => name != RightsName));
        });
        return done;
    }

    /// <summary>Whether the database has exactly this version's schema. Changes nothing.</summary>
    /// <exception cref="ScheduleDatabaseException">It has not, or cannot be used; the message says why.</exception>
    public static void Check(string connectionString) => Use(connectionString, connection =>
    {
        var scripts = Scripts();
        RefuseOther(connection);
        var executed = RefuseNewer(connection, scripts);
        var missing = Array.Find(scripts, script => !executed.Contains(script.Name));
        if (missing is not null)
        {
            throw new ScheduleDatabaseException(
                $"{Name(connection)} has not got this version's schema yet: {missing.Name} is missing. Run migrate.");
        }
    });

    private static void Use(string connectionString, Action<NpgsqlConnection> use)
    {
        // Not pooled: the session, and a lock that it holds, ends with the connection.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        using var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            use(connection);
        }
        catch (NpgsqlException fault)
        {
            var reason = fault.Message.ReplaceLineEndings(" ");
            throw new ScheduleDatabaseException($"{Name(connection)} cannot be used as a database: {reason}", fault);
        }
    }

    private static void RefuseOther(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "select current_setting('server_version_num')::integer, current_setting('server_encoding')", connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) < OldestServer || reader.GetString(1) != "UTF8")
        {
            throw new ScheduleDatabaseException(
                $"{Name(connection)}: PostgreSQL 15 or newer with the encoding UTF8 is needed; "
                + $"this is {connection.PostgreSqlVersion} with {reader.GetString(1)}.");
        }
    }

    private static HashSet<string> RefuseNewer(NpgsqlConnection connection, SqlScript[] known)
    {
        var executed = Executed(connection);
        var newest = known[^1].Name;
        var unknown = executed.Where(name => string.CompareOrdinal(name, newest) > 0).Max(StringComparer.Ordinal);
        return unknown is null
            ? executed
            : throw new ScheduleDatabaseException(
                $"{Name(connection)} belongs to a newer version of this program: it has the schema {unknown}, "
                + $"and this version knows those up to {newest}.");
    }

    private static HashSet<string> Executed(NpgsqlConnection connection)
    {
        using var exists = new NpgsqlCommand($"select to_regclass('public.{Journal}') is not null", connection);
        if (exists.ExecuteScalar() is not true)
        {
            return [];
        }

        using var command = new NpgsqlCommand($"select scriptname from public.{Journal}", connection);
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static SqlScript[] Scripts() =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            // The journal keeps file names, which do not change when a folder or a namespace does.
            .Select(name => new SqlScript(
                name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], Text(name))),
    ];

    /// <summary>Runs with every migration, so that a role made later gets its rights by migrating once more.</summary>
    private static SqlScript Rights()
    {
        var resource = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Single(name => name.EndsWith(RightsFile, StringComparison.Ordinal));
        return new SqlScript(
            RightsName,
            Text(resource),
            new SqlScriptOptions { ScriptType = ScriptType.RunAlways, RunGroupOrder = 1_000 });
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>As configured: a connection that has failed does not remember its server.</summary>
    private static string Name(NpgsqlConnection connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        return $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database}";
    }
}
