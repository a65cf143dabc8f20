namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads and writes definitions of availability blocks; on either connection.</summary>
internal static class BlockRows
{
    /// <summary>In the order in which <see cref="Read"/> takes them and <see cref="Bind"/> gives them.</summary>
    public const string Columns = """
        hospital_id, id, clinician_id, starts_at, ends_at, allow_on_demand, allow_provider, allow_self,
            is_available, optimization_type, own_capacity, is_locked, is_private, is_deleted,
            created_at, modified_at, created_by
        """;

    public const string InsertSql = $"""
        insert into availability_block (
            {Columns})
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        on conflict (hospital_id, id) do nothing
        """;

    public static SqliteStatement Bind(SqliteStatement statement, BlockDefinition block) => statement
        .Bind(block.Key)
        .Bind(block.ClinicianId)
        .Bind(block.Time.Start)
        .Bind(block.Time.End)
        .Bind(block.AllowOnDemand)
        .Bind(block.AllowProvider)
        .Bind(block.AllowSelf)
        .Bind(block.IsAvailable)
        .Bind((int)block.Optimization)
        .Bind(block.OwnCapacity)
        .Bind(block.Locked)
        .Bind(block.Private)
        .Bind(block.IsDeleted)
        .Bind(block.CreatedAt)
        .Bind(block.ModifiedAt)
        .Bind(block.CreatedBy);

    public static BlockDefinition Read(SqliteStatement row) => new()
    {
        Key = new Key(row.Int(0), row.Id(1)),
        ClinicianId = row.Id(2),
        Time = row.Range(3),
        AllowOnDemand = row.Flag(5),
        AllowProvider = row.Flag(6),
        AllowSelf = row.Flag(7),
        IsAvailable = row.Flag(8),
        Optimization = (OptimizationType)row.Int(9),
        OwnCapacity = row.IsNull(10) ? null : row.Int(10),
        Locked = row.Flag(11),
        Private = row.Flag(12),
        IsDeleted = row.Flag(13),
        CreatedAt = row.Time(14),
        ModifiedAt = row.Time(15),
        CreatedBy = row.IsNull(16) ? null : row.Id(16),
    };
}
