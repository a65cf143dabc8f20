using Npgsql;

namespace Scheduling.Silo.Storage.Postgres.Loads;

/// <summary>
/// What loads many of a kind: one statement, which is one snapshot, for all keys. Its first column is the ordinal of
/// the key, counted from one; a key without a row has nothing.
/// </summary>
/// <param name="Sql">Takes arrays of what the keys are made of.</param>
/// <param name="Bind">Gives them.</param>
/// <param name="Read">
/// Reads a row; where a key has several, with what its rows before were read as.
/// </param>
internal sealed record Load<TKey, T>(
    string Sql, Action<NpgsqlParameterCollection, IReadOnlyList<TKey>> Bind, Func<NpgsqlDataReader, T?, T> Read);
