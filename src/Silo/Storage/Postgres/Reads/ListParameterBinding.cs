using Npgsql;
using NpgsqlTypes;
using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Postgres.Reads;

internal static class ListParameterBinding
{
    /// <summary>All of them, in the order of their numbers: a statement may name fewer.</summary>
    public static void Bind(NpgsqlParameterCollection parameters, ListParameters list) => parameters
        .Bind(NpgsqlDbType.Integer, list.HospitalId)
        .Bind(NpgsqlDbType.TimestampTz, list.Starts.Start)
        .Bind(NpgsqlDbType.TimestampTz, list.Starts.End)
        .BindAll(NpgsqlDbType.Smallint, list.Statuses, code => (short)code)
        .BindAll(NpgsqlDbType.Smallint, list.Types, code => (short)code)
        .BindAll(NpgsqlDbType.Smallint, list.Encounters, code => (short)code)
        .BindAll(NpgsqlDbType.Uuid, list.Patients, id => id)
        .BindAll(NpgsqlDbType.Uuid, list.Clinicians, id => id)
        .BindAll(NpgsqlDbType.Uuid, list.Named, id => id)
        .Bind(NpgsqlDbType.Text, list.NamePart is { } name ? Escaped(name) : "")
        .Bind(NpgsqlDbType.Integer, list.Take)
        .Bind(NpgsqlDbType.Integer, list.Skip)
        .BindAll(NpgsqlDbType.Integer, list.Numbers, number => number);

    private static string Escaped(string name) => name
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
