using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Postgres.Audit;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>The audit finds what the store would never write: every fault here is written past it.</summary>
public sealed class PostgresAuditTests : IAsyncLifetime
{
    private readonly PostgresStores stores = new(PostgresServer.NewMigratedDatabase());
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);
    private readonly Key block = NewKey();
    private readonly Key patient = NewKey();
    private readonly Key other = NewKey();

    public async Task InitializeAsync()
    {
        var store = stores.Open();
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient)), Imported(Person(other))],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        var first = Book(Appointment(block, patient, clinician.Key.Id, Minutes(0, 15)));
        var next = Book(Appointment(block, other, clinician.Key.Id, Minutes(15, 30)));
        var outcomes = await store.Commit(Commit(block, 1, first, next));
        Assert.All(outcomes, outcome => Assert.Equal(ChangeOutcome.Done, outcome));
    }

    public Task DisposeAsync() => stores.Close();

    [Fact]
    public async Task Audit_what_the_store_has_written_is_all_right()
    {
        var findings = await PostgresAudit.Run(stores.Database);

        Assert.All(findings, finding => Assert.StartsWith("ok    ", finding.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "No block holds more than its capacity",
        "update appointment set starts_at = starts_at - interval '1 second' where starts_at > '2030-03-14 08:00Z'")]
    [InlineData(
        "No block holds more than its capacity",
        "update appointment set starts_at = '2030-03-14 08:00Z'")]
    [InlineData(
        "No block holds more than its capacity",
        """
        insert into hold
        select hospital_id, id, block_id, patient_id, clinician_id, starts_at, ends_at, now() + interval '5 minutes',
            patient_id, '2030-03-14 00:00Z'
        from appointment
        """)]
    [InlineData("No patient has two", "update appointment set patient_id = (select max(id::text)::uuid from"
        + " patient_calendar), starts_at = '2030-03-14 08:00Z'")]
    [InlineData("Every live appointment lies inside", "update appointment set ends_at = '2030-03-15 08:00Z'")]
    [InlineData("Every live appointment lies inside", "update appointment set clinician_id = gen_random_uuid()")]
    [InlineData("Every live appointment lies inside", "delete from availability_block")]
    [InlineData(
        "Blocks of one clinician",
        """
        insert into availability_block
        select (jsonb_populate_record(block, jsonb_build_object('id', gen_random_uuid()))).*
        from availability_block as block
        """)]
    [InlineData("Everybody and everything that is booked has a version", "delete from patient_calendar")]
    [InlineData("Everybody and everything that is booked has a version", "delete from clinician_calendar")]
    [InlineData("Everybody and everything that is booked has a version", "delete from block_calendar")]
    [InlineData("Everybody and everything that is booked has a version", "update patient_calendar set version = 1")]
    [InlineData("Everybody who is named", "delete from person where contact_type = 2")]
    [InlineData(
        "Nothing is both archived and not", "insert into archived_appointment select *, now() from appointment")]
    public async Task Audit_a_fault_is_told_with_what_is_at_fault(string check, string fault)
    {
        PostgresServer.Run(stores.Database, fault);

        var findings = await PostgresAudit.Run(stores.Database);

        var found = findings.Single(finding => finding.Check.Name.StartsWith(check, StringComparison.Ordinal));
        Assert.True(found.Faults > 0, string.Join('\n', findings));
        Assert.Matches("^FAIL .* such as: .*(/|126).*", found.ToString());
    }

    [Fact]
    public async Task Audit_what_was_over_when_its_block_was_changed_is_no_fault()
    {
        PostgresServer.Run(
            stores.Database,
            """
            update appointment set starts_at = '2030-03-14 08:00Z', ends_at = '2030-03-14 08:15Z';
            update availability_block set modified_at = '2030-03-14 08:15Z', clinician_id = gen_random_uuid()
            """);

        var findings = await PostgresAudit.Run(stores.Database);

        Assert.All(findings, finding => Assert.Equal(0, finding.Faults));
    }
}
