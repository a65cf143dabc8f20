using System.Text;
using Npgsql;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>How the server would find the rows of a statement.</summary>
internal static class Plans
{
    public static string Explain(
        this NpgsqlConnection connection, string sql, Action<NpgsqlParameterCollection> bind)
    {
        using var command = new NpgsqlCommand("explain " + sql, connection);
        bind(command.Parameters);
        using var reader = command.ExecuteReader();
        var plan = new StringBuilder();
        while (reader.Read())
        {
            plan.AppendLine(reader.GetString(0));
        }

        return plan.ToString();
    }
}
