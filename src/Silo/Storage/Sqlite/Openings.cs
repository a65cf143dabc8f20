using Scheduling.Grains.Storage;

namespace Scheduling.Silo.Storage.Sqlite;

/// <summary>Writes new blocks of one clinician, all or none.</summary>
internal sealed class Openings(SqliteSession session, Calendars calendars)
{
    private readonly SqliteStatement insert = session.Prepare(BlockRows.InsertSql);

    public (OpeningOutcome Answer, bool Keep) Write(OpeningCommit commit)
    {
        if (!calendars.RaiseClinician(commit.Clinician, commit.ExpectedVersion))
        {
            return (OpeningOutcome.ClinicianLost, Keep: false);
        }

        foreach (var block in commit.Blocks)
        {
            if (BlockRows.Bind(insert, block).Execute() == 0)
            {
                return (OpeningOutcome.IdExists, Keep: false);
            }

            calendars.AddBlock(block.Key);
        }

        return (OpeningOutcome.Done, Keep: true);
    }
}
