using System.Runtime.CompilerServices;
using NodaTime;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>An import file whose survey found no fault, on its way to the store.</summary>
internal sealed class ImportJob(Stream file, ImportSurvey survey, ImportScope scope, DateTimeOffset now)
{
    private readonly DateTimeZone zone = TimeZones.Find(survey.Hospital.TimeZone.Value)!;

    public int HospitalId { get; } = survey.Hospital.Id.Value;

    public ImportCounts Counts { get; } = new(survey);

    /// <inheritdoc cref="ImportSurvey.NamesLaterGuardians"/>
    public bool NamesLaterGuardians => survey.NamesLaterGuardians;

    public ImportBatch Batch(bool mayGrant) => new()
    {
        MayGrant = mayGrant,
        ProtectsAdministrators = !scope.MayMakePlatformAdministrators,
    };

    public ImportedPerson WithoutPassword(PersonRecord person) => Imported(person, passwordHash: null);

    public ImportedPerson Imported(PersonRecord person, string? passwordHash) =>
        person.ToImported(new Key(HospitalId, person.Id.Value), passwordHash);

    /// <summary>In the order of the file, from its beginning.</summary>
    public async IAsyncEnumerable<PersonRecord> People([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in Read(cancellation))
        {
            if (record.Kind == ImportKind.People)
            {
                yield return record.Parse(ImportRecordsJson.Strict.PersonRecord).Value;
            }
        }
    }

    /// <inheritdoc cref="People"/>
    public async IAsyncEnumerable<DatedBlock> Blocks([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var record in Read(cancellation))
        {
            if (record.Kind == ImportKind.AvailabilityBlocks)
            {
                var block = record.Parse(ImportRecordsJson.Strict.BlockRecord).Value;
                var (range, member, fault) = BlockTime.Find(block, zone, Instant.FromDateTimeOffset(now));
                yield return range is { } found
                    ? new DatedBlock(block.ToImported(HospitalId, found, scope.By, now), null)
                    : new DatedBlock(null, ImportFaults.Of(record.Path, member!, fault!));
            }
        }
    }

    private IAsyncEnumerable<ImportRecord> Read(CancellationToken cancellation)
    {
        file.Position = 0;
        return new ImportFile(file).Read(cancellation);
    }
}

/// <summary>A block whose times are found, or what is wrong with them.</summary>
internal sealed record DatedBlock(ImportedBlock? Value, ApiError? Error);
