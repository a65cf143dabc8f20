using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Reads and writes definitions of availability blocks.</summary>
internal static class BlockRows
{
    public const int ColumnCount = 17;

    /// <summary>In the order in which <see cref="Read"/> takes them and <see cref="Bind"/> gives them.</summary>
    public const string Columns = """
        hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted,
            created_at, modified_at, created_by
        """;

    public static NpgsqlParameterCollection Bind(
        NpgsqlParameterCollection parameters, IReadOnlyList<BlockDefinition> blocks) => parameters
        .BindKeys(blocks, block => block.Key)
        .BindAll(NpgsqlDbType.Uuid, blocks, block => block.ClinicianId)
        .BindAll(NpgsqlDbType.TimestampTz, blocks, block => block.Time.Start)
        .BindAll(NpgsqlDbType.TimestampTz, blocks, block => block.Time.End)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.AllowOnDemand)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.AllowProvider)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.AllowSelf)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.IsAvailable)
        .BindAll(NpgsqlDbType.Smallint, blocks, block => (short)block.Optimization)
        .BindAll(NpgsqlDbType.Smallint, blocks, block => (short?)block.OwnCapacity)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.Locked)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.Private)
        .BindAll(NpgsqlDbType.Boolean, blocks, block => block.IsDeleted)
        .BindAll(NpgsqlDbType.TimestampTz, blocks, block => block.CreatedAt)
        .BindAll(NpgsqlDbType.TimestampTz, blocks, block => block.ModifiedAt)
        .BindAll(NpgsqlDbType.Uuid, blocks, block => block.CreatedBy);

    /// <param name="row">Where the columns stand.</param>
    /// <param name="first">The position of the first of them.</param>
    public static BlockDefinition Read(NpgsqlDataReader row, int first) => new()
    {
        Key = new Key(row.GetInt32(first), row.GetGuid(first + 1)),
        ClinicianId = row.GetGuid(first + 2),
        Time = new TimeRange(row.Time(first + 3), row.Time(first + 4)),
        AllowOnDemand = row.GetBoolean(first + 5),
        AllowProvider = row.GetBoolean(first + 6),
        AllowSelf = row.GetBoolean(first + 7),
        IsAvailable = row.GetBoolean(first + 8),
        Optimization = (OptimizationType)row.GetInt16(first + 9),
        OwnCapacity = row.IsDBNull(first + 10) ? null : row.GetInt16(first + 10),
        Locked = row.GetBoolean(first + 11),
        Private = row.GetBoolean(first + 12),
        IsDeleted = row.GetBoolean(first + 13),
        CreatedAt = row.Time(first + 14),
        ModifiedAt = row.Time(first + 15),
        CreatedBy = row.IsDBNull(first + 16) ? null : row.GetGuid(first + 16),
    };
}
