using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>A load that waits for the next snapshot.</summary>
internal sealed class SqliteLoad<T>(Func<ReaderStatements, T> load, TimeProvider time, TimeSpan limit)
    : TimedCall<T>(time, limit, deadline: null), ISqliteLoad
{
    public void Run(ReaderStatements statements) => Complete(load(statements));

    protected override Exception Unanswered() =>
        new StoreUnavailableException("The store did not answer the load in time.");
}

internal interface ISqliteLoad
{
    bool TrySend(DateTimeOffset now);

    void Run(ReaderStatements statements);

    void Fail(Exception cause);
}
