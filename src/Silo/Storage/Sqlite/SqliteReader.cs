using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>
/// The one reader: all loads that wait go in one read transaction, which is one snapshot that began after each of them.
/// </summary>
internal sealed class SqliteReader
{
    private readonly SqliteStoreOptions options;
    private readonly TimeProvider time;
    private readonly SqliteThread<ISqliteLoad> thread;
    private ReaderStatements? statements;

    public SqliteReader(SqliteStoreOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        thread = new("schedule reader", options.WaitingLoads, ReadAll, Discard);
    }

    public Task<T> Load<T>(Func<ReaderStatements, T> load)
    {
        var call = new SqliteLoad<T>(load, time, options.Queue.TimeLimit);
        if (thread.TryPost(call))
        {
            call.Start(static _ => { });
        }
        else
        {
            call.Fail(new StoreUnavailableException("Too many loads wait, or the store is closed."));
        }

        return call.Answer;
    }

    public Task Stop() => thread.Stop();

    private void ReadAll(List<ISqliteLoad> loads)
    {
        var now = time.GetUtcNow();
        loads.RemoveAll(load => !load.TrySend(now));
        var began = time.GetTimestamp();
        try
        {
            statements ??= ReaderStatements.Open(options);
            statements.Session.Begin();
            foreach (var load in loads)
            {
                Read(load, statements);
            }

            statements.Session.Commit();
            StoreInstruments.Loaded(loads.Count, time.GetElapsedTime(began));
        }
        catch (Exception fault)
        {
            // Loads that were answered before the fault keep their answers.
            loads.ForEach(load => load.Fail(
                new StoreUnavailableException($"Nothing was read: {fault.Message}", fault)));
            Discard();
        }
    }

    /// <summary>A row that nobody understands fails its own load; what the database cannot do fails all.</summary>
    private static void Read(ISqliteLoad load, ReaderStatements statements)
    {
        try
        {
            load.Run(statements);
        }
        catch (Exception fault) when (fault is not SqliteException)
        {
            statements.Session.ResetStatements();
            load.Fail(new StoreUnavailableException($"The stored data cannot be read: {fault.Message}", fault));
        }
    }

    private void Discard()
    {
        statements?.Session.Dispose();
        statements = null;
    }
}
