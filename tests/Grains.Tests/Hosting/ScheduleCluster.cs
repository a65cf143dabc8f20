using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Scheduling.Grains.AvailabilityBlocks;
using Scheduling.Grains.Storage;
using Scheduling.Silo.Storage.Sqlite;

namespace Scheduling.Grains.Tests.Hosting;

/// <summary>One silo on a schedule file of its own, and a hospital that every test adds its own people and blocks to.</summary>
public sealed class ScheduleCluster : IAsyncLifetime
{
    public const int HospitalId = 126;

    private readonly string folder = Directory.CreateTempSubdirectory("schedule-").FullName;
    private InProcessTestCluster? cluster;
    private SqliteScheduleStore? database;

    internal FaultyStore Store { get; private set; } = null!;

    public IGrainFactory Grains => cluster!.Client;

    /// <summary>Eight o'clock of a day far enough in the future for every test.</summary>
    public static DateTimeOffset Eight { get; } = new(2090, 3, 14, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Deadline => TimeProvider.System.GetUtcNow().AddSeconds(10);

    public static TimeRange At(int minute, int length = 15) =>
        new(Eight.AddMinutes(minute), Eight.AddMinutes(minute + length));

    public async Task InitializeAsync()
    {
        database = SqliteScheduleStore.Open(
            new SqliteStoreOptions { Path = Path.Combine(folder, "schedule.db") }, TimeProvider.System);
        Store = new FaultyStore(database);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IScheduleStore>(Store);
            silo.Services.AddSingleton(TimeProvider.System);

            // Every refusal is confirmed by a read: a test never waits for a quarter of a second to pass.
            silo.Services.Configure<AvailabilityBlockOptions>(options => options.ConfirmedForMilliseconds = 0);
            silo.Services.Configure<AvailabilityBlockOptions>(options => options.MostWaiting = 1_000);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await cluster!.DisposeAsync();
        await database!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal async Task<ImmutableArray<Key>> NewPatients(int count)
    {
        ImmutableArray<Person> people = [.. Enumerable.Range(0, count).Select(_ => NewPerson(ContactType.Patient))];
        await Import(new ImportBatch { People = [.. people.Select(Imported)], MayGrant = true });
        return [.. people.Select(person => person.Key)];
    }

    internal async Task<Key> NewPatient() => (await NewPatients(1))[0];

    internal async Task<Key> NewClinician()
    {
        var clinician = NewPerson(ContactType.Clinician);
        await Import(new ImportBatch { People = [Imported(clinician)], MayGrant = true });
        return clinician.Key;
    }

    /// <summary>A block of a clinician of its own, from 8 to 18 o'clock.</summary>
    internal async Task<BlockDefinition> NewBlock(int? capacity = null, Func<BlockDefinition, BlockDefinition>? change = null)
    {
        var definition = NewDefinition(await NewClinician(), At(0, 600)) with { OwnCapacity = capacity };
        definition = change?.Invoke(definition) ?? definition;
        Assert.Equal(OpenStatus.Opened, await Grains.Clinician(definition.Key with { Id = definition.ClinicianId })
            .Open(new OpenBlocks([definition])));
        return definition;
    }

    internal static BlockDefinition NewDefinition(Key clinician, TimeRange time) => new()
    {
        Key = new Key(HospitalId, Guid.CreateVersion7()),
        ClinicianId = clinician.Id,
        Time = time,
        AllowOnDemand = true,
        AllowProvider = true,
        AllowSelf = true,
        IsAvailable = true,
        Optimization = OptimizationType.SingleBooking,
        CreatedAt = Eight.AddYears(-1),
        ModifiedAt = Eight.AddYears(-1),
    };

    private static Person NewPerson(ContactType type) => new()
    {
        Key = new Key(HospitalId, Guid.CreateVersion7()),
        ContactType = type,
        Number = Random.Shared.Next(),
        StatusCode = 1,
        Name = new PersonName { Given = "Ann", Family = "Other" },
    };

    private static ImportedPerson Imported(Person person) => new() { Person = person };

    private async Task Import(ImportBatch batch)
    {
        var outcome = await Store.Import(HospitalId, batch, TimeProvider.System.GetUtcNow());
        Assert.Equal(ImportStatus.Imported, outcome.Answer.Status);
    }
}
