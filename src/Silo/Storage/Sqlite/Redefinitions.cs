using System.Collections.Immutable;
using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Writes another definition of a block: the block's fence, the clinician's, then the row.</summary>
internal sealed class Redefinitions(SqliteSession session, Calendars calendars)
{
    private readonly SqliteStatement redefine = session.Prepare(RedefineSql);

    private const string RedefineSql = """
        update availability_block
        set clinician_id = ?3,
            starts_at = ?4,
            ends_at = ?5,
            allow_on_demand = ?6,
            allow_provider = ?7,
            allow_self = ?8,
            is_available = ?9,
            optimization_type = ?10,
            own_capacity = ?11,
            is_locked = ?12,
            is_private = ?13,
            is_deleted = ?14,
            modified_at = ?15
        where hospital_id = ?1 and id = ?2
        """;

    public (ImmutableArray<ChangeOutcome> Answer, bool Keep) Write(BlockCommit commit, DefinitionChange change)
    {
        if (!calendars.RaiseBlock(commit.Block, commit.ExpectedVersion))
        {
            return ([ChangeOutcome.BlockLost], Keep: false);
        }

        var clinician = commit.Block with { Id = change.Next.ClinicianId };
        if (!calendars.RaiseClinician(clinician, change.ExpectedClinicianVersion))
        {
            return ([ChangeOutcome.ClinicianLost], Keep: true);
        }

        if (change.FormerClinicianId is { } former)
        {
            calendars.RaiseClinician(commit.Block with { Id = former });
        }

        Write(commit.Block, change.Next);
        return ([ChangeOutcome.Done], Keep: true);
    }

    private void Write(Key block, BlockDefinition next) => redefine
        .Bind(block)
        .Bind(next.ClinicianId)
        .Bind(next.Time.Start)
        .Bind(next.Time.End)
        .Bind(next.AllowOnDemand)
        .Bind(next.AllowProvider)
        .Bind(next.AllowSelf)
        .Bind(next.IsAvailable)
        .Bind((int)next.Optimization)
        .Bind(next.OwnCapacity)
        .Bind(next.Locked)
        .Bind(next.Private)
        .Bind(next.IsDeleted)
        .Bind(next.ModifiedAt)
        .Execute();
}
