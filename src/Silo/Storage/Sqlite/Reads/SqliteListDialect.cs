using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Sqlite.Reads;

/// <summary>Lists are parameters in JSON, ids in it as hexadecimal digits.</summary>
internal sealed class SqliteListDialect : ListDialect
{
    public static readonly SqliteListDialect Instance = new();

    public override string Value(int parameter) => $"?{parameter}";

    public override string IsAnyNumber(string column, int parameter) =>
        $"{column} in (select value from json_each(?{parameter}))";

    public override string IsAnyId(string column, int parameter) =>
        $"{column} in (select unhex(value) from json_each(?{parameter}))";

    public override string NameContains(int parameter) => $"instr(full_name(person.document), ?{parameter}) > 0";

    public override string SortName => "sort_name(person.document)";
}
