using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Binds by position: the first one bound is <c>$1</c>. Types are said, not guessed.</summary>
internal static class ParameterBinding
{
    public static NpgsqlParameterCollection Bind<T>(
        this NpgsqlParameterCollection parameters, NpgsqlDbType type, T value)
    {
        parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type, TypedValue = value });
        return parameters;
    }

    /// <summary>A column: an array of one value per row.</summary>
    public static NpgsqlParameterCollection BindAll<TRow, T>(
        this NpgsqlParameterCollection parameters, NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return parameters.Bind(NpgsqlDbType.Array | type, column);
    }

    /// <summary>Two columns: hospitals and ids.</summary>
    public static NpgsqlParameterCollection BindKeys<TRow>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, Key> key) => parameters
        .BindAll(NpgsqlDbType.Integer, rows, row => key(row).HospitalId)
        .BindAll(NpgsqlDbType.Uuid, rows, row => key(row).Id);
}
