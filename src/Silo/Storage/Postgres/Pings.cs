using Npgsql;

namespace Scheduling.Silo.Storage.Postgres;

internal static class Pings
{
    // Locked first like every row: of silos that ask at the same time one writes, and none waits. A standby or a
    // database that is read only refuses the lock already.
    private const string Sql = """
        with held as materialized (
            select id
            from last_ping
            where id = 1
            for update skip locked
        )
        update last_ping
        set pinged_at = now()
        where id = 1 and exists (select from held)
        """;

    /// <summary>Writes: a database that takes nothing more answers reads all the same.</summary>
    public static Task<bool> Write(NpgsqlDataSource source) =>
        source.Write(new PostgresCall<bool>(Sql, _ => { }, _ => Task.FromResult(true)));
}
