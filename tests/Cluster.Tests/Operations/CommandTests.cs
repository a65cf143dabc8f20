using Scheduling.BookingRush;
using Scheduling.Cluster.Tests.Embedded;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Storage.Postgres;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Cluster.Tests.Operations;

/// <summary>The silo program's commands, as an operator types them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string database = PostgresServer.NewMigratedDatabase();
    private readonly Folder folder = new();
    private readonly Key block = NewKey();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Archive_as_the_page_says_looks_first_and_then_moves()
    {
        await FillWithLastDecade();

        var said = await Page.Run(
            string.Concat(new Page("retention.md").Commands),
            folder.Path,
            ("Cluster__Database", database),
            ("SILO", ProgramProcess.Executable("Silo")));

        Assert.Equal(
            """
            Would archive 1 blocks with 1 appointments that ended before 2025-01-01 UTC.
            Archived 1 blocks with 1 appointments that ended before 2025-01-01 UTC.

            """,
            said);
        Assert.Equal(1L, PostgresServer.Scalar<long>(database, "select count(archived_at) from every_appointment"));
    }

    [Theory]
    [InlineData("--before is missing")]
    [InlineData("is no day", "--before", "01.01.2025")]
    [InlineData("is no day", "--before")]
    [InlineData("at least 30 days ago", "--before", "2999-01-01")]
    [InlineData("is no number", "--before", "2025-01-01", "--hospital", "all")]
    [InlineData("--dryrun is not an option", "--before", "2025-01-01", "--dryrun")]
    public async Task Archive_called_wrongly_says_how_and_exits_with_two(string says, params string[] arguments)
    {
        await using var refused = await ProgramProcess.RunToTheEnd(
            "Silo", folder.Path, ["archive", .. arguments, "--Cluster:Database", database]);

        Assert.Equal(2, await refused.End());
        Assert.Contains(says, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Error);
    }

    [Fact]
    public async Task Audit_with_a_fault_names_it_and_exits_with_one()
    {
        await FillWithLastDecade();
        PostgresServer.Run(database, "delete from patient_calendar");

        await using var audit = await ProgramProcess.RunToTheEnd(
            "Silo", folder.Path, "audit", "--Cluster:Database", database);

        Assert.Equal(1, await audit.End());
        Assert.Contains("FAIL  Everybody and everything that is booked has a version", audit.Output);
        Assert.Contains("ok    No patient has two appointments at any instant", audit.Output);
        Assert.Contains("faults in 1 of", audit.Error);
    }

    private async Task FillWithLastDecade()
    {
        var stores = new PostgresStores(database);
        var store = stores.Open();
        var (clinician, patient) = (Person(NewKey(), ContactType.Clinician), Person(NewKey()));
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(patient)],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        var booking = Book(Appointment(block, patient.Key, clinician.Key.Id, Minutes(0, 15)));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await store.Commit(Commit(block, 1, booking))));
        await stores.Close();
        PostgresServer.Run(
            database,
            """
            update availability_block
            set starts_at = starts_at - interval '10 years', ends_at = ends_at - interval '10 years';
            update appointment
            set starts_at = starts_at - interval '10 years', ends_at = ends_at - interval '10 years'
            """);
    }
}
