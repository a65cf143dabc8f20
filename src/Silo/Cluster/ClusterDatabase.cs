using Npgsql;

namespace Scheduling.Silo.Cluster;

/// <summary>
/// The few connections over which Orleans keeps its membership and grain state: none of the schedule's own, so that a
/// full queue of bookings never makes a silo look dead.
/// </summary>
internal static class ClusterDatabase
{
    /// <summary>The name by which Orleans' providers know PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    private const int MostConnections = 4;
    private const int LongestWaitSeconds = 5;

    public static NpgsqlDataSource Open(ClusterSettings settings, string purpose)
    {
        var connection = settings.Connection(purpose);
        connection.MaxPoolSize = MostConnections;
        connection.Timeout = LongestWaitSeconds;
        connection.CommandTimeout = LongestWaitSeconds;
        connection.CancellationTimeout = -1;
        connection.KeepAlive = 0;
        return NpgsqlDataSource.Create(connection);
    }
}
