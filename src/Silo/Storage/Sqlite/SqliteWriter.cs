using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;
using SQLitePCL;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>The one writer: runs a piece of work as one transaction, on its own thread and connection.</summary>
internal sealed class SqliteWriter
{
    private readonly SqliteStoreOptions options;
    private readonly SqliteThread<Action> thread;
    private WriterStatements? statements;

    public SqliteWriter(SqliteStoreOptions options)
    {
        this.options = options;
        // The commit queue sends the next piece of work when the previous one is done.
        thread = new("schedule writer", mostWaiting: 1, jobs => jobs.ForEach(job => job()), Discard);
    }

    /// <summary>Commits what the work did if it says so, and rolls back otherwise.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    /// <exception cref="OutcomeUnknownException">The commit failed in a way that leaves it in doubt.</exception>
    public Task<T> Run<T>(Func<WriterStatements, (T Answer, bool Keep)> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var posted = thread.TryPost(() =>
        {
            try
            {
                completion.SetResult(Transact(work));
            }
            catch (Exception fault)
            {
                completion.SetException(fault);
            }
        });
        return posted ? completion.Task : throw new StoreUnavailableException("The store is closed.");
    }

    public Task Stop() => thread.Stop();

    private T Transact<T>(Func<WriterStatements, (T Answer, bool Keep)> work)
    {
        var committing = false;
        try
        {
            statements ??= WriterStatements.Open(options);
            statements.Session.Begin();
            var (answer, keep) = work(statements);
            if (keep)
            {
                committing = true;
                statements.Session.Commit();
            }
            else
            {
                statements.Session.Rollback();
            }

            return answer;
        }
        catch (Exception fault)
        {
            var undone = TryRollback();
            throw committing && !(undone && IsDefinite(fault))
                ? new OutcomeUnknownException($"The commit failed: {fault.Message}", fault)
                : new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// Whether a failed commit surely left nothing. Where a flush failed, the log may hold all of it nevertheless.
    /// </summary>
    private static bool IsDefinite(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_FULL or raw.SQLITE_READONLY };

    /// <summary>After an error SQLite may have ended the transaction itself: look, and never go on in it.</summary>
    private bool TryRollback()
    {
        try
        {
            statements?.Session.Rollback();
            return true;
        }
        catch (SqliteException)
        {
            // The connection cannot be trusted any more; closing it undoes what it had open.
            Discard();
            return false;
        }
    }

    private void Discard()
    {
        statements?.Session.Dispose();
        statements = null;
    }
}
