using Npgsql;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>
/// A statement with its parameters, sent once: prepared on its connection, run in a transaction of its own that begins
/// and ends with it.
/// </summary>
internal sealed record PostgresCall<T>(
    string Sql, Action<NpgsqlParameterCollection> Bind, Func<NpgsqlDataReader, Task<T>> Read);

internal static class PostgresCalls
{
    /// <summary>Runs a call that writes.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">It was sent, and its end was not heard.</exception>
    /// <exception cref="PostgresException">The database refused the data, and nothing was written.</exception>
    public static async Task<T> Write<T>(this NpgsqlDataSource source, PostgresCall<T> call)
    {
        var isSent = false;
        try
        {
            return await source.Run(call, sending: () => isSent = true);
        }
        catch (Exception fault) when (!IsDataRefused(fault))
        {
            throw isSent && !IsRolledBack(fault)
                ? new OutcomeUnknownException($"The commit's answer was lost: {fault.Message}", fault)
                : new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    /// <exception cref="StoreUnavailableException">Nothing was read.</exception>
    public static async Task<T> Read<T>(this NpgsqlDataSource source, PostgresCall<T> call)
    {
        try
        {
            return await source.Run(call, sending: () => { });
        }
        catch (Exception fault)
        {
            throw new StoreUnavailableException($"Nothing was read: {fault.Message}", fault);
        }
    }

    /// <summary>Whether a statement failed by an error in its data or by a constraint, and wrote nothing.</summary>
    public static bool IsDataRefused(Exception fault) =>
        IsRolledBack(fault) && fault is PostgresException { SqlState: ['2', '2' or '3', ..] };

    /// <summary>
    /// An ERROR rolls back. A FATAL or PANIC ends the session, which may happen after the commit and before its answer.
    /// </summary>
    private static bool IsRolledBack(Exception fault) => fault is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>
    /// Whether each of the idle connections would fail another call, because the server has gone. That all of them were
    /// in use until the time to wait for one was over says nothing against any.
    /// </summary>
    public static bool IsServerGone(NpgsqlException fault, bool isConnected) =>
        !IsRolledBack(fault) && (isConnected || fault.InnerException is not TimeoutException);

    private static async Task<T> Run<T>(this NpgsqlDataSource source, PostgresCall<T> call, Action sending)
    {
        var isConnected = false;
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            isConnected = true;
            await using var command = connection.CreateCommand();
            command.CommandText = call.Sql;
            call.Bind(command.Parameters);
            // A round trip for the first call of a connection only.
            await command.PrepareAsync();
            sending();
            return await Answer(command, call);
        }
        catch (NpgsqlException fault) when (IsServerGone(fault, isConnected))
        {
            source.Clear();
            throw;
        }
    }

    private static async Task<T> Answer<T>(NpgsqlCommand command, PostgresCall<T> call)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var answer = await call.Read(reader);
        // The rows come before the commit. Only the end of the answers says that it has happened.
        while (await reader.NextResultAsync())
        {
        }

        return answer;
    }
}
