using System.Reflection;
using Npgsql;
using Scheduling.Silo.Hosting;
using Scheduling.Silo.Storage.Postgres;

namespace Scheduling.SqlBaseline;

/// <summary>A database of the rival's own: the product's schema, and what the rival adds to it.</summary>
internal static class RivalDatabase
{
    // Whoever has people, or has had silos, and is not marked as this rival's, is somebody else's.
    private const string Owner = "select (select name from rival)";
    private const string IsUsed =
        "select exists (select from person) or exists (select from orleansmembershiptable)";

    /// <exception cref="StartRefusedException">The database is the product's, or another rival's.</exception>
    /// <exception cref="Silo.Storage.ScheduleDatabaseException">It cannot be used.</exception>
    public static void Prepare(string database, Rival rival)
    {
        RefuseOthers(database, rival);
        PostgresSchema.Migrate(database);
        using var connection = Open(database);
        Run(connection, "create table if not exists rival (name text not null unique)");
        Run(connection, $"insert into rival (name) values ('{rival.Name()}') on conflict do nothing");
        foreach (var script in AdditionsOf(rival))
        {
            Run(connection, Script(script));
        }
    }

    public static string Script(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string[] AdditionsOf(Rival rival) => rival switch
    {
        Rival.RowLock => ["row-lock.sql"],
        Rival.Constraint => ["constraint.sql"],
        Rival.Stock => ["stock.sql"],
        Rival.Floor => [],
    };

    private static void RefuseOthers(string database, Rival rival)
    {
        using var connection = Open(database);
        if (Has(connection, "rival"))
        {
            if (Scalar(connection, Owner) is var owner && owner as string != rival.Name())
            {
                throw new StartRefusedException(
                    $"The database {connection.Database} is the rival {owner}'s: {rival.Name()} needs one of its own.");
            }
        }
        else if (Has(connection, "orleansmembershiptable") && Scalar(connection, IsUsed) is true)
        {
            throw new StartRefusedException(
                $"The database {connection.Database} is the product's: a rival needs one of its own.");
        }
    }

    private static NpgsqlConnection Open(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (NpgsqlException fault)
        {
            throw new StartRefusedException(
                $"PostgreSQL {settings.Host}:{settings.Port}/{settings.Database} cannot be used as a database: "
                + fault.Message,
                fault);
        }
    }

    private static bool Has(NpgsqlConnection connection, string table) =>
        Scalar(connection, $"select to_regclass('public.{table}') is not null") is true;

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
