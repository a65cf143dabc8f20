using System.Collections.Immutable;
using System.Globalization;
using Scheduling.Silo.Storage.Reads;

namespace Scheduling.Silo.Storage.Sqlite.Reads;

/// <summary>Runs the statements of lists. Those asked for lately are kept prepared.</summary>
internal sealed class ListLoads(SqliteSession session)
{
    private const int MostPrepared = 64;

    private readonly Dictionary<string, SqliteStatement> prepared = [];

    public ImmutableArray<T> All<T>(string sql, ListParameters parameters, Func<SqliteStatement, T> read) =>
        Bind(Prepared(sql), parameters).All(read);

    public long Number(string sql, ListParameters parameters) =>
        Bind(Prepared(sql), parameters).SingleNumber() ?? throw new InvalidOperationException("A count has one row.");

    private SqliteStatement Prepared(string sql)
    {
        if (prepared.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (prepared.Count >= MostPrepared)
        {
            foreach (var statement in prepared.Values)
            {
                session.Forget(statement);
            }

            prepared.Clear();
        }

        return prepared[sql] = session.Prepare(sql);
    }

    /// <summary>In the order of the parameters' numbers, as many as the statement has.</summary>
    private static SqliteStatement Bind(SqliteStatement statement, ListParameters parameters)
    {
        Func<SqliteStatement, SqliteStatement>[] binds =
        [
            to => to.Bind(parameters.HospitalId),
            to => to.Bind(parameters.Starts.Start),
            to => to.Bind(parameters.Starts.End),
            to => to.Bind(Numbers(parameters.Statuses)),
            to => to.Bind(Numbers(parameters.Types)),
            to => to.Bind(Numbers(parameters.Encounters)),
            to => to.Bind(Ids(parameters.Patients)),
            to => to.Bind(Ids(parameters.Clinicians)),
            to => to.Bind(Ids(parameters.Named)),
            to => to.Bind(parameters.NamePart is { } name ? PersonNames.Folded(name) : null),
            to => to.Bind(parameters.Take),
            to => to.Bind(parameters.Skip),
            to => to.Bind(Numbers(parameters.Numbers)),
        ];
        return binds.Take(statement.Parameters).Aggregate(statement, (to, bind) => bind(to));
    }

    private static string Numbers(ImmutableArray<int> numbers) =>
        $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";

    private static string Ids(ImmutableArray<Guid> ids) =>
        $"[{string.Join(',', ids.Select(id => $"\"{id:N}\""))}]";
}
