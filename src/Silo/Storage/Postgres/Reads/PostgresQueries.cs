using System.Collections.Immutable;
using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres.Reads;

internal static class PostgresQueries
{
    /// <summary>
    /// All rows of a statement that has many forms: those that come again are prepared, the others are not kept.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    public static async Task<ImmutableArray<T>> ReadAll<T>(
        this NpgsqlDataSource source, string sql, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read)
    {
        var isConnected = false;
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            isConnected = true;
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            bind(command.Parameters);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = ImmutableArray.CreateBuilder<T>();
            while (await reader.ReadAsync())
            {
                rows.Add(read(reader));
            }

            return rows.DrainToImmutable();
        }
        catch (Exception fault)
        {
            if (fault is NpgsqlException { IsTransient: true } and not PostgresException
                && PostgresCalls.IsServerGone((NpgsqlException)fault, isConnected))
            {
                source.Clear();
            }

            throw new StoreUnavailableException($"Nothing was read: {fault.Message}", fault);
        }
    }
}
