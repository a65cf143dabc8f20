using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>
/// The one reader: all loads that wait go in one read transaction, which is one snapshot that began after each of them.
/// </summary>
internal sealed class SqliteReader
{
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteThread<ISqliteLoad> _thread;
    private ReaderStatements? _statements;

    public SqliteReader(SqliteStoreOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _thread = new("schedule reader", options.WaitingLoads, ReadAll, Discard);
    }

    public Task<T> Load<T>(Func<ReaderStatements, T> load)
    {
        var call = new SqliteLoad<T>(load, _time, _options.Queue.TimeLimit);
        if (_thread.TryPost(call))
        {
            call.Start(static _ => { });
        }
        else
        {
            call.Fail(new StoreUnavailableException("Too many loads wait, or the store is closed."));
        }

        return call.Answer;
    }

    public Task Stop() => _thread.Stop();

    private void ReadAll(List<ISqliteLoad> loads)
    {
        var now = _time.GetUtcNow();
        loads.RemoveAll(load => !load.TrySend(now));
        try
        {
            _statements ??= ReaderStatements.Open(_options);
            _statements.Session.Begin();
            foreach (var load in loads)
            {
                Read(load, _statements);
            }

            _statements.Session.Commit();
        }
        catch (Exception fault)
        {
            // Loads that were answered before the fault keep their answers.
            loads.ForEach(load => load.Fail(new StoreUnavailableException($"Nothing was read: {fault.Message}", fault)));
            Discard();
        }
    }

    /// <summary>A row that cannot be understood fails its own load; what the database cannot do fails them all.</summary>
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
        _statements?.Session.Dispose();
        _statements = null;
    }
}
