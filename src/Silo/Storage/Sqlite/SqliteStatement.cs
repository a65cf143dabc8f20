using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>
/// A statement that is prepared once per connection and used for every row. It works on SQLite's own handle: a command
/// object with boxed parameters costs more than most of these statements themselves.
/// </summary>
/// <remarks>Values are bound in the order of the statement's parameters. Not thread-safe, as its connection.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>The highest number of a parameter in it.</summary>
    public int Parameters => raw.sqlite3_bind_parameter_count(statement);

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(bool value) => Bind(value ? 1 : 0);

    public SqliteStatement Bind(DateTimeOffset value) => Bind(value.ToUnixTimeSeconds());

    /// <summary>Big-endian, so that version 7 ids sort by time.</summary>
    public SqliteStatement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(statement, ++bound, bytes));
        return this;
    }

    public SqliteStatement Bind(Guid? value) => value is { } id ? Bind(id) : BindNull();

    public SqliteStatement Bind(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        Check(raw.sqlite3_bind_blob(statement, ++bound, bytes));
        return this;
    }

    public SqliteStatement Bind(string? value) => BindText(value is null ? null : Encoding.UTF8.GetBytes(value));

    public SqliteStatement BindText(byte[]? utf8)
    {
        if (utf8 is null)
        {
            return BindNull();
        }

        // An empty span has no address, which SQLite takes for null.
        Check(utf8.Length == 0
            ? raw.sqlite3_bind_text(statement, ++bound, utf8z.FromString(""))
            : raw.sqlite3_bind_text(statement, ++bound, utf8));
        return this;
    }

    public SqliteStatement Bind(Key key) => Bind(key.HospitalId).Bind(key.Id);

    /// <summary>Runs a statement that answers no rows; the number of rows that it changed.</summary>
    public int Execute()
    {
        try
        {
            Check(raw.sqlite3_step(statement));
            return raw.sqlite3_changes(database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Whether there is a further row to read. Read to the end or call <see cref="Reset"/>.</summary>
    public bool Read()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        Check(result);
        return false;
    }

    /// <summary>The one row, read by a function; nothing where there is none.</summary>
    public T? Single<T>(Func<SqliteStatement, T> read)
        where T : class
    {
        var found = Read() ? read(this) : null;
        Reset();
        return found;
    }

    /// <summary>The number in the first column of the one row; nothing where there is none.</summary>
    public long? SingleNumber()
    {
        long? found = Read() ? Number(0) : null;
        Reset();
        return found;
    }

    public ImmutableArray<T> All<T>(Func<SqliteStatement, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        while (Read())
        {
            all.Add(read(this));
        }

        return all.DrainToImmutable();
    }

    /// <summary>Makes the statement ready for its next use.</summary>
    public void Reset()
    {
        // Answers the error of the last step once more; it was thrown already.
        _ = raw.sqlite3_reset(statement);
        bound = 0;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => raw.sqlite3_column_int(statement, column);

    public bool Flag(int column) => Int(column) != 0;

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeSeconds(Number(column));

    /// <summary>From a start in this column and an end in the next.</summary>
    public TimeRange Range(int column) => new(Time(column), Time(column + 1));

    public Guid Id(int column) => new(Bytes(column), bigEndian: true);

    public UInt128 Hash(int column) => BinaryPrimitives.ReadUInt128BigEndian(Bytes(column));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A blob's bytes, or a text's in UTF-8; valid until the statement moves on.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private SqliteStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(statement, ++bound));
        return this;
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            bound = 0;
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }
}
