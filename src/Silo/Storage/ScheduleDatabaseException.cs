namespace Scheduling.Silo.Storage;

/// <summary>The database cannot be used; the message is one readable line that says why.</summary>
internal sealed class ScheduleDatabaseException(string message, Exception? cause = null) : Exception(message, cause);
