using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;

namespace Scheduling.Grains.Tests.People;

public sealed class PeopleGrainTests(ScheduleCluster cluster) : IClassFixture<ScheduleCluster>
{
    private readonly IPeopleGrain people = cluster.Grains.People(ScheduleCluster.HospitalId);

    [Fact]
    public async Task Find_answers_in_the_order_asked_and_nothing_for_nobody()
    {
        var patients = await cluster.NewPatients(2);

        var found = await people.Find([patients[1].Id, Guid.NewGuid(), patients[0].Id, patients[1].Id]);

        Assert.Equal([patients[1], null, patients[0], patients[1]], found.Select(person => person?.Key));
    }

    [Fact]
    public async Task Find_knows_nobody_of_another_hospital()
    {
        var patient = await cluster.NewPatient();

        Assert.Null((await cluster.Grains.People(127).Find([patient.Id]))[0]);
    }

    [Fact]
    public async Task Find_many_at_once_answers_each_with_their_own()
    {
        var patients = await cluster.NewPatients(100);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2_000).Select(i => people.Find([patients[i % 100].Id, patients[(i + 1) % 100].Id])));

        for (var i = 0; i < answers.Length; i++)
        {
            Assert.Equal([patients[i % 100], patients[(i + 1) % 100]], answers[i].Select(person => person!.Key));
        }
    }

    [Fact]
    public async Task Find_outage_of_the_store_is_told_and_over_when_it_is_over()
    {
        var patient = await cluster.NewPatient();
        cluster.Store.Outage = new StoreUnavailableException("test");
        await Assert.ThrowsAnyAsync<Exception>(() => people.Find([patient.Id]));

        cluster.Store.Outage = null;

        Assert.Equal(patient, (await people.Find([patient.Id]))[0]!.Key);
    }

    [Fact]
    public async Task FindLogin_is_read_every_time()
    {
        var patient = (await people.Find([(await cluster.NewPatient()).Id]))[0]!;
        var email = $"{patient.Key.Id}@example.org";
        Assert.Null(await people.FindLogin(UserType.Patient, email));

        foreach (var hash in new[] { "one", "two" })
        {
            var person = new ImportedPerson { Person = patient, Email = email, PasswordHash = hash };
            await cluster.Grains.HospitalImport(patient.Key.HospitalId)
                .Import(new ImportBatch { People = [person], MayGrant = true });
            Assert.Equal(hash, (await people.FindLogin(UserType.Patient, email))?.PasswordHash);
        }
    }

    [Fact]
    public async Task Health_is_that_of_the_store()
    {
        var health = cluster.Grains.GetGrain<IStoreHealthGrain>(0);
        Assert.True(await health.Check());

        foreach (var outage in new Exception[]
            { new StoreUnavailableException("test"), new OutcomeUnknownException("test") })
        {
            cluster.Store.Outage = outage;
            Assert.False(await health.Check());
        }

        cluster.Store.Outage = null;
        Assert.True(await health.Check());
    }
}
