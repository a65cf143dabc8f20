using System.Globalization;
using Microsoft.Data.Sqlite;
using Scheduling.Silo.Storage.Sqlite.Reads;
using SQLitePCL;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>One connection with its prepared statements, used by one thread.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<SqliteStatement> statements = [];
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement rollback;

    private SqliteSession(SqliteConnection connection, string begin)
    {
        this.connection = connection;
        this.begin = Prepare(begin);
        commit = Prepare("commit");
        rollback = Prepare("rollback");
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>A connection whose transactions take the write lock as they begin, and never give up later.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteSession ForWriting(SqliteStoreOptions options)
    {
        var connection = Open(options, options.WriterCacheMebibytes);
        // An answered commit is on the disk: the log is flushed with every one.
        Run(connection, "pragma synchronous = full");
        Run(connection, Invariant($"pragma wal_autocheckpoint = {options.CheckpointPages}"));
        if (options.MostPages is { } pages)
        {
            Run(connection, Invariant($"pragma max_page_count = {pages}"));
        }

        return new SqliteSession(connection, "begin immediate");
    }

    /// <summary>A connection whose transactions are snapshots: its first read fixes what it sees.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteSession ForReading(SqliteStoreOptions options)
    {
        var connection = Open(options, options.ReaderCacheMebibytes);
        Run(connection, "pragma query_only = on");
        SqliteNames.Teach(connection);
        return new SqliteSession(connection, "begin");
    }

    /// <summary>Makes what uses this connection; closes it where that cannot be made.</summary>
    public T Use<T>(Func<SqliteSession, T> make)
    {
        try
        {
            return make(this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A statement of this connection; it ends with it.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(connection.Handle!, sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Ends a statement before its connection does.</summary>
    public void Forget(SqliteStatement statement)
    {
        statements.Remove(statement);
        statement.Dispose();
    }

    public void Begin() => begin.Execute();

    public void Commit() => commit.Execute();

    /// <summary>Ends a transaction that is still open, whatever was under way in it.</summary>
    public void Rollback()
    {
        ResetStatements();
        if (InTransaction)
        {
            rollback.Execute();
        }
    }

    /// <summary>Gives up reads that were not read to their end; they would keep the transaction open.</summary>
    public void ResetStatements()
    {
        foreach (var statement in statements)
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private static SqliteConnection Open(SqliteStoreOptions options, int cacheMebibytes)
    {
        var connection = new SqliteConnection(SqliteSchema.ConnectionString(options.Path));
        try
        {
            connection.Open();
            Run(connection, Invariant($"pragma busy_timeout = {(int)options.BusyTimeLimit.TotalMilliseconds}"));
            Run(connection, Invariant($"pragma cache_size = {-1024 * cacheMebibytes}"));
            // A damaged page is an error when it is read, not a wrong answer.
            Run(connection, "pragma cell_size_check = on");
            Run(connection, "pragma temp_store = memory");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        command.ExecuteNonQuery();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
