using FluentValidation;
using Scheduling.Gateway.Embedded;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.Sessions;

namespace Scheduling.Gateway.Hospitals;

/// <summary>Importing a hospital.</summary>
internal static class HospitalImportEndpoints
{
    /// <summary>256 MiB.</summary>
    private const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Smaller files are kept in memory, larger ones in a temporary file while they are read.</summary>
    private const int MostBytesInMemory = 1024 * 1024;

    /// <summary>Of one hospital's staff at a time: each may keep a file on disk, and ten thousand records in memory.</summary>
    private const int MostAtATime = 2;

    private static readonly TimeSpan LongestImport = TimeSpan.FromMinutes(30);

    private static readonly ApiError TooManyImports =
        ApiError.TooManyRequests(TimeSpan.FromSeconds(10), RefusalReason.CallerLimit);

    public static IServiceCollection AddHospitals(this IServiceCollection services) =>
        services
            .AddSingleton<HospitalImporter>()
            .AddSingleton<ImportHashes>()
            .AddSingleton(new ImportsInFlight(MostAtATime))
            .AddSingleton<IValidator<HospitalRecord>, HospitalRecordValidator>()
            .AddSingleton<IValidator<ServiceTypeRecord>, ServiceTypeRecordValidator>()
            .AddSingleton<IValidator<CodesetRecord>, CodesetRecordValidator>()
            .AddSingleton<IValidator<PersonRecord>, PersonRecordValidator>()
            .AddSingleton<IValidator<BlockRecord>, BlockRecordValidator>();

    public static void MapHospitalImport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v3/admin/hospitals/import", Import)
            .WithTags("Hospitals")
            .RequireStaff()
            .RequireFunction(RoleFunctions.ManageHospital)
            .WithLimits(MostBytes, LongestImport)
            .TakesBody(typeof(HospitalFile), new HospitalFileValidator())
            .WithExample("The demo hospital", _ => DemoHospitalFile())
            .Answers(typeof(HospitalImportResponse))
            .WithAnswerExample("The demo hospital, imported for the first time", Imported)
            .DescribesErrors(ApiError.OnlyStaff, ApiError.RoleFunctionMissing, ApiError.BodyTooLarge, ApiError.NotJson,
                TooManyImports);

    private const string Imported = """
        {
          "hospitalId": 126, "serviceTypes": 2, "codesets": 2, "people": 4, "availabilityBlocks": 1,
          "added": { "serviceTypes": 2, "codesets": 2, "people": 4, "availabilityBlocks": 1 },
          "changed": { "serviceTypes": 0, "codesets": 0, "people": 0, "availabilityBlocks": 0 },
          "unchanged": { "serviceTypes": 0, "codesets": 0, "people": 0, "availabilityBlocks": 0 },
          "passwordsHashed": 3
        }
        """;

    private static string DemoHospitalFile()
    {
        using var file = new StreamReader(DemoFile.Open());
        return file.ReadToEnd();
    }

    private static async Task<IResult> Import(HttpContext context, HospitalImporter importer, ImportsInFlight inFlight)
    {
        if (!RequestBody.IsJson(context.Request.ContentType))
        {
            return ApiError.NotJson;
        }

        using var place = inFlight.TryEnter(context.Caller().HospitalId);
        if (place is null)
        {
            return TooManyImports;
        }

        context.Request.EnableBuffering(MostBytesInMemory, MostBytes);
        var result = await importer.Import(
            context.Request.Body, ImportScope.Of(context.Caller()), context.RequestAborted);
        return result.Error ?? JsonAnswer.Of(result.Counts!, ImportAnswersJson.Plain.HospitalImportResponse);
    }
}
