using System.Collections.Immutable;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Hospitals;

/// <summary>
/// The first reading of an import file: every record's shape is checked and counted before anything is written; what
/// there is little of is kept.
/// </summary>
internal sealed class ImportSurvey
{
    private static readonly HospitalRecordValidator HospitalRules = new();
    private static readonly ServiceTypeRecordValidator ServiceTypeRules = new();
    private static readonly CodesetRecordValidator CodesetRules = new();
    private static readonly PersonRecordValidator PersonRules = new();
    private static readonly BlockRecordValidator BlockRules = new();

    private const int MostServiceTypesAndCodesets = 10_000;

    private readonly ImportScope scope;
    private readonly ImmutableArray<ServiceType>.Builder serviceTypes = ImmutableArray.CreateBuilder<ServiceType>();
    private readonly ImmutableArray<Codeset>.Builder codesets = ImmutableArray.CreateBuilder<Codeset>();
    private readonly HashSet<int> serviceTypeIds = [];
    private readonly HashSet<string> codesetNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Guid> personIds = [];
    private readonly HashSet<Guid> blockIds = [];
    private HospitalRecord? hospital;

    private ImportSurvey(ImportScope scope) => this.scope = scope;

    /// <summary>The first fault of the file, in its order; nothing where it may be written.</summary>
    public ApiError? Error { get; private set; }

    /// <exception cref="InvalidOperationException">There is an <see cref="Error"/>.</exception>
    public HospitalRecord Hospital => hospital ?? throw new InvalidOperationException("The file names no hospital.");

    public ImmutableArray<ServiceType> ServiceTypes => serviceTypes.ToImmutable();

    public ImmutableArray<Codeset> Codesets => codesets.ToImmutable();

    /// <summary>
    /// Whether somebody names a guardian who does not stand before them in the file: they are stored, or come later.
    /// </summary>
    public bool NamesLaterGuardians { get; private set; }

    public int People => personIds.Count;

    public int Blocks => blockIds.Count;

    public int Records => People + Blocks + serviceTypes.Count + codesets.Count + 1;

    public static async Task<ImportSurvey> Of(Stream file, ImportScope scope, CancellationToken cancellation)
    {
        var survey = new ImportSurvey(scope);
        await foreach (var record in new ImportFile(file).Read(cancellation))
        {
            if ((survey.Error = record.Error ?? survey.Add(record)) is not null)
            {
                return survey;
            }
        }

        survey.Error = survey.hospital is null ? ApiError.Invalid("hospital is required") : null;
        return survey;
    }

    private ApiError? Add(in ImportRecord record) => record.Kind switch
    {
        ImportKind.Hospital => AddHospital(record),
        ImportKind.ServiceTypes => AddServiceType(record),
        ImportKind.Codesets => AddCodeset(record),
        ImportKind.People => AddPerson(record),
        ImportKind.AvailabilityBlocks => AddBlock(record),
    };

    private ApiError? AddHospital(in ImportRecord record)
    {
        var read = record.Read(ImportRecordsJson.Strict.HospitalRecord, HospitalRules);
        hospital = read.Error is null ? read.Value : null;
        return read.Error
            ?? (scope.HospitalId is { } only && only != read.Value.Id.Value ? ApiError.RoleFunctionMissing : null);
    }

    private ApiError? AddServiceType(in ImportRecord record)
    {
        var read = record.Read(ImportRecordsJson.Strict.ServiceTypeRecord, ServiceTypeRules);
        if (read.Error is not null)
        {
            return read.Error;
        }

        serviceTypes.Add(read.Value.ToServiceType());
        return Once(record, "id", serviceTypeIds.Add(read.Value.Id.Value)) ?? NotTooMany(record, serviceTypes.Count);
    }

    private ApiError? AddCodeset(in ImportRecord record)
    {
        var read = record.Read(ImportRecordsJson.Strict.CodesetRecord, CodesetRules);
        if (read.Error is not null)
        {
            return read.Error;
        }

        codesets.Add(read.Value.ToCodeset());
        return Once(record, "name", codesetNames.Add(read.Value.Name.Value)) ?? NotTooMany(record, codesets.Count);
    }

    private ApiError? AddPerson(in ImportRecord record)
    {
        var read = record.Read(ImportRecordsJson.Strict.PersonRecord, PersonRules);
        if (read.Error is not null)
        {
            return read.Error;
        }

        var isNew = personIds.Add(read.Value.Id.Value);
        NamesLaterGuardians |= !read.Value.Guardians.Items()
            .All(guardian => personIds.Contains(guardian.PersonId.Value));
        return Once(record, "id", isNew)
            ?? (read.Value.ContactType == ContactType.PlatformAdministrator && !scope.MayMakePlatformAdministrators
                ? Fault(record, "contactTypeCode", ImportFaults.AdministratorProtected)
                : null);
    }

    private ApiError? AddBlock(in ImportRecord record)
    {
        var read = record.Read(ImportRecordsJson.Strict.BlockRecord, BlockRules);
        return read.Error ?? Once(record, "id", blockIds.Add(read.Value.Id.Value));
    }

    private static ApiError? Once(in ImportRecord record, string member, bool isNew) =>
        isNew ? null : Fault(record, member, "is given twice");

    private static ApiError? NotTooMany(in ImportRecord record, int count) =>
        count <= MostServiceTypesAndCodesets ? null : Fault(record, "", "is one too many");

    private static ApiError Fault(in ImportRecord record, string member, string what) =>
        ImportFaults.Of(record.Path, member, what);
}
