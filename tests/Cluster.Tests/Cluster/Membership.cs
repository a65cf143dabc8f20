using System.Globalization;
using Npgsql;
using Scheduling.Grains.Tests.Storage.Postgres;

namespace Scheduling.Cluster.Tests.Cluster;

/// <summary>What the silos have written of each other.</summary>
internal static class Membership
{
    // Dead is 6. Each vote is a silo and the time at which it voted; votes are separated by bars.
    private const string Sql = "select SuspectTimes from OrleansMembershipTable where Port = $1 and Status = 6";
    private const string Form = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    /// <returns>When the last one voted that the silo with this port is dead.</returns>
    /// <exception cref="InvalidOperationException">It is not declared dead.</exception>
    public static DateTimeOffset DeclaredDead(string database, int port)
    {
        using var connection = PostgresServer.Connect(database);
        using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = port } } };
        var votes = command.ExecuteScalar() as string
            ?? throw new InvalidOperationException($"The silo with port {port} is not declared dead.");
        return votes.Split('|').Max(vote => DateTimeOffset.ParseExact(
            vote.Split(',')[1], Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
    }
}
