using Scheduling.Grains.Storage;
using static Scheduling.Grains.Tests.Storage.StoreFacts;

namespace Scheduling.Grains.Tests.Storage.Postgres;

/// <summary>
/// What was promised when a page on the server's disk is not what was written: an error, never a wrong answer.
/// </summary>
public sealed class PostgresDisasterTests : IDisposable
{
    private const int PageBytes = 8192;

    private readonly PostgresServer server = PostgresServer.Start();
    private readonly Key block = NewKey();
    private readonly Key patient = NewKey();
    private readonly Person clinician = Person(NewKey(), ContactType.Clinician);

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_broken_page_is_an_error_where_it_is_read_and_nothing_is_booked_on_it()
    {
        var stores = new PostgresStores(PostgresServer.NewMigratedDatabase(server.ConnectionString));
        var store = stores.Open();
        var batch = new ImportBatch
        {
            People = [Imported(clinician), Imported(Person(patient))],
            Blocks = [new ImportedBlock(Block(block), clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await store.Import(HospitalId, batch, Now)).Answer.Status);
        var booked = Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
        Assert.Equal(ChangeOutcome.Done, Assert.Single(await store.Commit(Commit(block, 1, Book(booked)))));
        await stores.Close();
        Break(stores.Database, "appointment");

        var broken = stores.Open();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.LoadAppointment(booked.Key));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.LoadBlock(block));
        var rival = Appointment(block, patient, clinician.Key.Id, Minutes(0, 15));
        var again = rival with { Key = booked.Key, Version = 2 };
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => broken.Commit(Commit(block, 2, new AppointmentChange(again))));

        Assert.Equal(2, await broken.ReadBlockVersion(block));
        await broken.DisposeAsync();
    }

    /// <summary>After a checkpoint the file has everything, and a new start reads it from there.</summary>
    private void Break(string database, string table)
    {
        PostgresServer.Run(database, "checkpoint");
        var path = PostgresServer.Scalar<string>(database, $"select pg_relation_filepath('{table}')");
        using (var file = File.OpenWrite(Path.Combine(server.DataDirectory, path)))
        {
            file.Write(Enumerable.Repeat((byte)0xA5, PageBytes).ToArray());
        }

        server.Restart();
    }
}
