using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using Scheduling.Grains.Tests.Hosting;
using Scheduling.Grains.Tests.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests.Hospitals;

/// <summary>Here blocks trust what they remember for ten seconds, unless they are told to doubt.</summary>
public sealed class HospitalImportGrainTests : IAsyncLifetime
{
    private const int HospitalId = StoreFacts.HospitalId;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("import-");
    private SqliteScheduleStore database = null!;
    private FaultyStore store = null!;
    private InProcessTestCluster cluster = null!;

    private IHospitalImportGrain Import => cluster.Client.HospitalImport(HospitalId);

    public async Task InitializeAsync()
    {
        database = SqliteScheduleStore.Open(
            new SqliteStoreOptions { Path = Path.Combine(folder.FullName, "schedule.db") }, TimeProvider.System);
        store = new FaultyStore(database);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IScheduleStore>(store);
            silo.Services.Configure<AvailabilityBlockOptions>(options => options.ConfirmedForMilliseconds = 10_000);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await cluster.DisposeAsync();
        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Changed_block_is_told_to_doubt_what_it_remembers()
    {
        var clinician = StoreFacts.Person(StoreFacts.NewKey(), ContactType.Clinician);
        var patients = Enumerable.Range(0, 3).Select(_ => StoreFacts.Person(StoreFacts.NewKey())).ToList();
        var block = ScheduleCluster.NewDefinition(clinician.Key, ScheduleCluster.At(0, 600));
        var batch = new ImportBatch
        {
            People = [.. patients.Append(clinician).Select(StoreFacts.Imported)],
            Blocks = [new ImportedBlock(block, clinician.Number!.Value)],
            MayGrant = true,
        };
        Assert.Equal(ImportStatus.Imported, (await Import.Import(batch)).Status);
        Assert.Equal(BookStatus.Booked, (await Book(block, patients[0])).Status);
        Assert.Equal(PlacementStatus.TimeTaken, (await Book(block, patients[1])).Placement);

        await Import.Import(batch with
        {
            People = [],
            Blocks = [new ImportedBlock(block with { OwnCapacity = 2 }, clinician.Number.Value)],
        });

        Assert.Equal(BookStatus.Booked, (await Book(block, patients[1])).Status);
        Assert.Equal(PlacementStatus.TimeTaken, (await Book(block, patients[2])).Placement);
    }

    [Fact]
    public async Task Faults_of_the_store_are_answers()
    {
        var batch = new ImportBatch { MayGrant = true };

        store.Outage = new StoreUnavailableException("test");
        Assert.Equal(ImportStatus.Overloaded, (await Import.Import(batch)).Status);
        store.Outage = new OutcomeUnknownException("test");
        Assert.Equal(ImportStatus.OutcomeUnknown, (await Import.Import(batch)).Status);
        store.Outage = null;
        Assert.Equal(ImportStatus.Imported, (await Import.Import(batch)).Status);
    }

    [Fact]
    public async Task Record_at_fault_is_named_by_its_position()
    {
        var people = Enumerable.Range(0, 3).Select(_ => StoreFacts.Person(StoreFacts.NewKey())).ToList();
        people[2] = people[2] with { Number = people[0].Number };

        var answer = await Import.Import(
            new ImportBatch { People = [.. people.Select(StoreFacts.Imported)], MayGrant = true });

        Assert.Equal((ImportStatus.NumberTaken, 2), (answer.Status, answer.Position));
        Assert.Null(await store.LoadPerson(people[0].Key));
    }

    private Task<BookAnswer> Book(BlockDefinition block, Person patient) =>
        cluster.Client.AvailabilityBlock(block.Key).Book(Commands.Book(block, patient.Key, ScheduleCluster.At(30)));
}
