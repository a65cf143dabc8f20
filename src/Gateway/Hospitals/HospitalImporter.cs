using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// Imports a hospital's file: all or nothing up to <see cref="MostAtOnce"/> records, in batches beyond. The schedule
/// is written first and the hospital's settings last, so that a hospital that can be seen is a whole one.
/// </summary>
internal sealed class HospitalImporter(IGrainFactory grains, ImportHashes hashes, TimeProvider time)
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

        var job = new ImportJob(file, survey, scope, time.GetUtcNow());
        var error = survey.Records <= MostAtOnce
            ? await AtOnce(job, cancellation)
            : await InBatches(job, cancellation);
        if (error is not null)
        {
            return new(error);
        }

        var hospital = grains.Hospital(job.HospitalId);
        var stored = await hospital.Get();
        await hospital.Merge(survey.Hospital.ToHospital(stored, survey.ServiceTypes, survey.Codesets));
        return new(job.Counts.ToResponse(stored));
    }

    private async Task<ApiError?> AtOnce(ImportJob job, CancellationToken cancellation)
    {
        var people = await job.People(cancellation).ToArrayAsync(cancellation);
        var blocks = await job.Blocks(cancellation).ToArrayAsync(cancellation);
        return FaultOf(blocks) ?? await Send(
            job,
            job.Batch(mayGrant: true) with
            {
                People = await hashes.Import(job, people, cancellation),
                Blocks = [.. blocks.Select(block => block.Value!)],
            },
            people: 0,
            blocks: 0);
    }

    // Everybody is there before anybody is named as a guardian.
    private async Task<ApiError?> InBatches(ImportJob job, CancellationToken cancellation) =>
        (job.NamesLaterGuardians ? await PeopleInBatches(job, mayGrant: false, cancellation) : null)
        ?? await PeopleInBatches(job, mayGrant: true, cancellation)
        ?? await BlocksInBatches(job, cancellation);

    private async Task<ApiError?> PeopleInBatches(ImportJob job, bool mayGrant, CancellationToken cancellation)
    {
        var before = 0;
        await foreach (var some in job.People(cancellation).Chunk(BatchSize).WithCancellation(cancellation))
        {
            var batch = job.Batch(mayGrant) with
            {
                People = mayGrant
                    ? await hashes.Import(job, some, cancellation)
                    : [.. some.Select(job.WithoutPassword)],
            };
            if (await Send(job, batch, people: before, blocks: 0) is { } error)
            {
                return error;
            }

            before += some.Length;
        }

        return null;
    }

    private async Task<ApiError?> BlocksInBatches(ImportJob job, CancellationToken cancellation)
    {
        var before = 0;
        await foreach (var some in job.Blocks(cancellation).Chunk(BatchSize).WithCancellation(cancellation))
        {
            var batch = job.Batch(mayGrant: true);
            var error = FaultOf(some) ?? await Send(
                job, batch with { Blocks = [.. some.Select(block => block.Value!)] }, people: 0, blocks: before);
            if (error is not null)
            {
                return error;
            }

            before += some.Length;
        }

        return null;
    }

    private static ApiError? FaultOf(IEnumerable<DatedBlock> blocks) =>
        blocks.FirstOrDefault(block => block.Error is not null)?.Error;

    /// <inheritdoc cref="ImportFaults.Of(ImportAnswer, int, int)"/>
    private async Task<ApiError?> Send(ImportJob job, ImportBatch batch, int people, int blocks)
    {
        var answer = await grains.HospitalImport(job.HospitalId).Import(batch);
        if (answer.Changes is { } changes)
        {
            job.Counts.Add(changes, people);
        }

        return ImportFaults.Of(answer, people, blocks);
    }
}
