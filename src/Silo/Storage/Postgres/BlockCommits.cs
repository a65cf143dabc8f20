using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Postgres;

/// <summary>Writes groups of blocks' commits, each as one statement.</summary>
internal sealed class BlockCommits(NpgsqlDataSource source)
{
    /// <summary>
    /// One array of outcomes per commit, in their order. Where the database refuses data, nothing was written; the
    /// group is then written row by row, so that only the bad rows are rejected.
    /// </summary>
    public async Task<ImmutableArray<ImmutableArray<ChangeOutcome>>> Write(
        ImmutableArray<PreparedCommit> group, DateTimeOffset now)
    {
        var changes = ChangeRow.Of(group);
        var holds = group.Any(commit => commit.TouchesHolds) ? new HoldRows(changes) : null;
        short[] outcomes;
        try
        {
            outcomes = await Send(AllAtOnce(group, holds));
        }
        catch (PostgresException fault) when (PostgresCalls.IsDataRefused(fault))
        {
            outcomes = await RowByRow(() => Send(holds is null ? GroupSql.RowByRow : GroupSql.RowByRowWithHolds));
        }

        return PerCommit(group, outcomes);

        Task<short[]> Send(string sql) => source.Write(new PostgresCall<short[]>(
            sql, parameters => Bind(parameters, group, changes, holds, now), ReadOutcomes));
    }

    private static string AllAtOnce(ImmutableArray<PreparedCommit> group, HoldRows? holds) =>
        holds is not null ? GroupSql.AllAtOnceWithHolds
        : group.All(commit => commit.OnlyBooks) ? GroupSql.NewAtOnce
        : GroupSql.AllAtOnce;

    /// <summary>Gives the statements of <see cref="GroupSql"/> what they take.</summary>
    public static void Bind(
        NpgsqlParameterCollection parameters,
        ImmutableArray<PreparedCommit> group,
        ChangeRow[] changes,
        HoldRows? holds,
        DateTimeOffset now)
    {
        parameters
            .BindKeys(group, commit => commit.Commit.Block)
            .BindAll(NpgsqlDbType.Bigint, group, commit => commit.Commit.ExpectedVersion);
        ChangeRow.Bind(parameters, changes);
        parameters.Bind(NpgsqlDbType.TimestampTz, now);
        holds?.Bind(parameters);
    }

    private static async Task<short[]> RowByRow(Func<Task<short[]>> send)
    {
        try
        {
            return await send();
        }
        catch (PostgresException fault)
        {
            throw new StoreUnavailableException($"Nothing was written: {fault.Message}", fault);
        }
    }

    private static async Task<short[]> ReadOutcomes(NpgsqlDataReader reader)
    {
        await reader.ReadAsync();
        return reader.GetFieldValue<short[]>(0);
    }

    private static ImmutableArray<ImmutableArray<ChangeOutcome>> PerCommit(
        ImmutableArray<PreparedCommit> group, short[] outcomes)
    {
        var answers = ImmutableArray.CreateBuilder<ImmutableArray<ChangeOutcome>>(group.Length);
        var first = 0;
        foreach (var commit in group)
        {
            var rows = commit.Commit.Changes.Length;
            answers.Add([.. outcomes.AsSpan(first, rows).ToArray().Select(outcome => (ChangeOutcome)outcome)]);
            first += rows;
        }

        return answers.MoveToImmutable();
    }
}
