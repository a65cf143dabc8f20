using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NodaTime;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// Imports a hospital's file: all or nothing up to <see cref="MostAtOnce"/> records, in batches beyond. The schedule
/// is written first and the hospital's settings last, so that a hospital that can be seen is a whole one.
/// </summary>
internal sealed class HospitalImporter(
    IGrainFactory grains, Passwords passwords, IOptions<AuthOptions> auth, TimeProvider time)
{
    public const int MostAtOnce = 10_000;

    private const int BatchSize = 1_000;

    /// <summary>The same file again changes nothing.</summary>
    /// <param name="file">Can be rewound; read more than once.</param>
    /// <param name="scope">What the importer may import.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public async Task<HospitalImportResult> Import(
        Stream file, ImportScope scope, CancellationToken cancellation = default)
    {
        file.Position = 0;
        var survey = await ImportSurvey.Of(file, scope, cancellation);
        if (survey.Error is { } fault)
        {
            return new(fault);
        }

        var hospitalId = survey.Hospital.Id.Value;
        var zone = TimeZones.Find(survey.Hospital.TimeZone.Value)!;
        var job = new Job(file, hospitalId, zone, time.GetUtcNow(), scope.By);
        var error = survey.Records <= MostAtOnce
            ? await AtOnce(job, cancellation)
            : await InBatches(job, cancellation);
        if (error is not null)
        {
            return new(error);
        }

        var hospital = grains.Hospital(hospitalId);
        await hospital.Merge(
            survey.Hospital.ToHospital(await hospital.Get(), survey.ServiceTypes, survey.Codesets));
        return new(new HospitalImportResponse(
            hospitalId, survey.ServiceTypes.Length, survey.Codesets.Length, survey.People, survey.Blocks));
    }

    private async Task<ApiError?> AtOnce(Job job, CancellationToken cancellation)
    {
        var people = await People(job, cancellation).ToArrayAsync(cancellation);
        var blocks = await Blocks(job, cancellation).ToArrayAsync(cancellation);
        if (blocks.FirstOrDefault(block => block.Error is not null)?.Error is { } fault)
        {
            return fault;
        }

        var batch = new ImportBatch
        {
            People = await Hash(job, people, cancellation),
            Blocks = [.. blocks.Select(block => block.Value!)],
            MayGrant = true,
        };
        return ImportFaults.Of(await grains.HospitalImport(job.HospitalId).Import(batch), people: 0, blocks: 0);
    }

    // Everybody is there before anybody is named as a guardian.
    private async Task<ApiError?> InBatches(Job job, CancellationToken cancellation) =>
        await PeopleInBatches(job, mayGrant: false, cancellation)
        ?? await PeopleInBatches(job, mayGrant: true, cancellation)
        ?? await BlocksInBatches(job, cancellation);

    private async Task<ApiError?> PeopleInBatches(Job job, bool mayGrant, CancellationToken cancellation)
    {
        var before = 0;
        await foreach (var some in People(job, cancellation).Chunk(BatchSize).WithCancellation(cancellation))
        {
            var batch = new ImportBatch
            {
                People = mayGrant
                    ? await Hash(job, some, cancellation)
                    : [.. some.Select(person => person.ToImported(job.HospitalId, passwordHash: null))],
                MayGrant = mayGrant,
            };
            var answer = await grains.HospitalImport(job.HospitalId).Import(batch);
            if (ImportFaults.Of(answer, people: before, blocks: 0) is { } error)
            {
                return error;
            }

            before += some.Length;
        }

        return null;
    }

    private async Task<ApiError?> BlocksInBatches(Job job, CancellationToken cancellation)
    {
        var before = 0;
        await foreach (var some in Blocks(job, cancellation).Chunk(BatchSize).WithCancellation(cancellation))
        {
            if (some.FirstOrDefault(block => block.Error is not null)?.Error is { } fault)
            {
                return fault;
            }

            var batch = new ImportBatch { Blocks = [.. some.Select(block => block.Value!)], MayGrant = true };
            var answer = await grains.HospitalImport(job.HospitalId).Import(batch);
            if (ImportFaults.Of(answer, people: 0, blocks: before) is { } error)
            {
                return error;
            }

            before += some.Length;
        }

        return null;
    }

    /// <summary>People with hashes for passwords; who has the same password already keeps the stored hash.</summary>
    private async Task<ImmutableArray<ImportedPerson>> Hash(
        Job job, PersonRecord[] records, CancellationToken cancellation)
    {
        var people = new ImportedPerson[records.Length];
        var few = new ParallelOptions
        {
            MaxDegreeOfParallelism = auth.Value.HashesAtOnce,
            CancellationToken = cancellation,
        };
        await Parallel.ForAsync(0, records.Length, few, async (i, _) =>
            people[i] = records[i].ToImported(job.HospitalId, await HashOf(job.HospitalId, records[i])));
        return ImmutableArray.Create(people);
    }

    private async Task<string?> HashOf(int hospitalId, PersonRecord record)
    {
        if (!record.Password.HasValue)
        {
            return null;
        }

        var login = record.Email.HasValue
            ? await grains.People(hospitalId).FindLogin(record.ContactType.UserType(), record.Email.Value)
            : null;
        var stored = login?.Person.Key.Id == record.Id.Value ? login.PasswordHash : null;
        return await passwords.Renew(stored, record.Password.Value);
    }

    private static async IAsyncEnumerable<PersonRecord> People(
        Job job, [EnumeratorCancellation] CancellationToken cancellation)
    {
        job.File.Position = 0;
        await foreach (var record in new ImportFile(job.File).Read(cancellation))
        {
            if (record.Kind == ImportKind.People)
            {
                yield return record.Parse(ImportRecordsJson.Strict.PersonRecord).Value;
            }
        }
    }

    private static async IAsyncEnumerable<DatedBlock> Blocks(
        Job job, [EnumeratorCancellation] CancellationToken cancellation)
    {
        job.File.Position = 0;
        await foreach (var record in new ImportFile(job.File).Read(cancellation))
        {
            if (record.Kind == ImportKind.AvailabilityBlocks)
            {
                var block = record.Parse(ImportRecordsJson.Strict.BlockRecord).Value;
                var (range, member, fault) = BlockTime.Find(block, job.Zone, Instant.FromDateTimeOffset(job.Now));
                yield return range is { } found
                    ? new DatedBlock(block.ToImported(job.HospitalId, found, job.By, job.Now), null)
                    : new DatedBlock(null, ImportFaults.Of(record.Path, member!, fault!));
            }
        }
    }

    private sealed record Job(Stream File, int HospitalId, DateTimeZone Zone, DateTimeOffset Now, Guid? By);

    private sealed record DatedBlock(ImportedBlock? Value, ApiError? Error);
}
