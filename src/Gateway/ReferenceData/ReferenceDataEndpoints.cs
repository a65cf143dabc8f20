using System.Globalization;
using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.ReferenceData;

/// <summary>What clients look up before they book: codes, time zones, service types. Any valid token.</summary>
internal static class ReferenceDataEndpoints
{
    private static readonly ReferenceDataJson Answers = new(ApiJson.AnswerOptions());

    private static readonly IResult TimeZoneList = JsonAnswer.Of(
        new Listing<TimeZoneAnswer>([.. TimeZones.All.Select(zone => new TimeZoneAnswer(zone.Id, zone.Name))]),
        Answers.ListingTimeZoneAnswer);

    private static readonly ApiError CodesetUnknown = ApiError.Invalid("A codeset of fields does not exist");

    public static void MapReferenceData(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/codesets", GetCodesets)
            .WithTags("Reference data")
            .WithSummary("Codes of the hospital, such as the concerns that an appointment's intakeMetadata names")
            .Answers(typeof(Listing<CodesetAnswer>))
            .WithAnswerExample("A secondary concern", """
                {
                  "data": [ { "name": "consultsecondaryconcerns", "hospitalId": 126,
                              "codes": [ { "codeId": 2401, "text": "Headache", "displayOrder": 1 } ] } ],
                  "total": 1
                }
                """)
            .DescribesErrors(ApiError.TokenInvalid, CodesetUnknown, ApiError.UnknownHospital);
        routes.MapGet("/api/v2/timezones", GetTimeZones)
            .WithTags("Reference data")
            .WithSummary("The time zones that zonedTime names")
            .Answers(typeof(Listing<TimeZoneAnswer>))
            .WithAnswerExample("One of them", """{ "data": [ { "id": 1, "name": "Africa/Abidjan" } ], "total": 1 }""")
            .DescribesErrors(ApiError.TokenInvalid);
        routes.MapGet("/api/v3/service-types", GetServiceTypes)
            .WithTags("Reference data")
            .WithSummary("What the hospital offers, and how long it takes")
            .Answers(typeof(Listing<ServiceTypeAnswer>))
            .WithAnswerExample(
                "One of the demo hospital's",
                """{ "data": [ { "id": 307, "name": "Self-Scheduling", "durationMinutes": 15 } ], "total": 1 }""")
            .DescribesErrors(ApiError.TokenInvalid);
    }

    /// <param name="context">The request.</param>
    /// <param name="hospitals">Where codes are looked up.</param>
    /// <param name="hospitalId">The caller's, or nothing.</param>
    /// <param name="fields">Names in any case, separated by commas.</param>
    private static async Task<IResult> GetCodesets(
        HttpContext context, HospitalCache hospitals, string? hospitalId, string[]? fields)
    {
        var caller = context.Caller();
        if (!TryReadHospital(hospitalId, caller.HospitalId, out var asked))
        {
            return ApiError.Invalid("hospitalId must be an integer");
        }

        if (asked != caller.HospitalId || await hospitals.Get(asked) is not { } hospital)
        {
            return ApiError.UnknownHospital;
        }

        return FindCodesets(hospital, Names(fields)) is { } found
            ? JsonAnswer.Of(new Listing<CodesetAnswer>(found), Answers.ListingCodesetAnswer)
            : CodesetUnknown;
    }

    private static IResult GetTimeZones() => TimeZoneList;

    private static async Task<IResult> GetServiceTypes(HttpContext context, HospitalCache hospitals)
    {
        if (await hospitals.Get(context.Caller().HospitalId) is not { } hospital)
        {
            return ApiError.UnknownHospital;
        }

        var types = hospital.ServiceTypes
            .OrderBy(type => type.Id)
            .Select(type => new ServiceTypeAnswer(type.Id, type.Name, type.DurationMinutes));
        return JsonAnswer.Of(new Listing<ServiceTypeAnswer>([.. types]), Answers.ListingServiceTypeAnswer);
    }

    private static bool TryReadHospital(string? text, int callers, out int hospitalId)
    {
        hospitalId = callers;
        return string.IsNullOrEmpty(text)
            || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out hospitalId);
    }

    private static List<string> Names(string[]? fields) => [.. (fields ?? [])
        .SelectMany(field => field.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Nothing where the hospital lacks one of them; without names all that it has.</summary>
    private static List<CodesetAnswer>? FindCodesets(Hospital hospital, List<string> names)
    {
        var found = names.Count == 0 ? [.. hospital.Codesets] : names
            .SelectMany(name => hospital.Codesets.Where(set => IsNamed(set, name)))
            .ToList();
        return found.Count < names.Count ? null : [.. found.Select(set => ToAnswer(hospital.Id, set))];
    }

    private static bool IsNamed(Codeset set, string name) => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static CodesetAnswer ToAnswer(int hospitalId, Codeset set)
    {
        var codes = set.Codes
            .OrderBy(code => code.DisplayOrder)
            .Select(code => new CodeAnswer(code.CodeId, code.Text, code.DisplayOrder));
        return new(set.Name, hospitalId, [.. codes]);
    }
}
