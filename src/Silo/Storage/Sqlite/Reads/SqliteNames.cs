using System.Text;
using Microsoft.Data.Sqlite;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Sqlite.Reads;

/// <summary>SQLite lowers ASCII only: what names are searched for and sorted by is a function of this program.</summary>
internal static class SqliteNames
{
    public static void Teach(SqliteConnection connection)
    {
        connection.CreateFunction(
            "full_name", (string document) => PersonNames.Full(NameIn(document)), isDeterministic: true);
        connection.CreateFunction(
            "sort_name", (string document) => PersonNames.Sort(NameIn(document)), isDeterministic: true);
    }

    private static PersonName NameIn(string document) => PersonDocument.Read(Encoding.UTF8.GetBytes(document)).Name;
}
