using System.Collections.Immutable;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Reads pages of blocks, and how many there are.</summary>
internal sealed class BlockLists(SqliteSession session)
{
    private readonly SqliteStatement count = session.Prepare(CountSql + OfEverybody);
    private readonly SqliteStatement page = session.Prepare(PageSql + OfEverybody + PageEnd);
    private readonly SqliteStatement countOfSome = session.Prepare(CountSql + OfSome);
    private readonly SqliteStatement pageOfSome = session.Prepare(PageSql + OfSome + PageEnd);

    private const string CountSql = """
        select count(*)
        from availability_block
        where
        """;

    private const string PageSql = $"""
        select {BlockRows.Columns}
        from availability_block
        where
        """;

    // The last condition always holds: both lists take the same parameters.
    private const string OfEverybody =
        " hospital_id = ?1 and starts_at >= ?2 and starts_at < ?3 and is_deleted = 0 and ?4 is null";

    // The index is by ends: no block is longer than the 25 hours of a long day.
    private const string OfSome = """
         hospital_id = ?1 and starts_at >= ?2 and starts_at < ?3 and is_deleted = 0
            and clinician_id in (select unhex(value) from json_each(?4)) and ends_at > ?2 and ends_at < ?3 + 26 * 3600
        """;

    private const string PageEnd = """

        order by starts_at, id
        limit ?6 offset ?5
        """;

    public BlockPage Read(int hospitalId, ListBlocks query)
    {
        var clinicians = query.Clinicians is { } some ? Json(some) : null;
        var (counting, paging) = clinicians is null ? (count, page) : (countOfSome, pageOfSome);
        var total = Bind(counting, hospitalId, query, clinicians).SingleNumber()!.Value;
        var blocks = Bind(paging, hospitalId, query, clinicians).Bind(query.Skip).Bind(query.Take).All(BlockRows.Read);
        return new BlockPage(blocks, total);
    }

    private static SqliteStatement Bind(SqliteStatement statement, int hospitalId, ListBlocks query, string? clinicians) =>
        statement.Bind(hospitalId).Bind(query.Starts.Start).Bind(query.Starts.End).Bind(clinicians);

    /// <summary>As they are stored: bytes in the order in which they are written.</summary>
    private static string Json(ImmutableArray<Guid> ids) => $"[{string.Join(',', ids.Select(id => $"\"{id:N}\""))}]";
}
