using Scheduling.Gateway.Hospitals;
using Scheduling.Gateway.Http;
using Scheduling.Gateway.ReferenceData;

namespace Scheduling.Gateway.People;

/// <summary>What the API's page says of these endpoints.</summary>
internal static class PersonDescriptions
{
    // The demo hospital's dependent.
    private const string Example = $"{{ {Members} }}";

    private const string Answer =
        $$"""{ "id": "5b4fd4d8-d234-40ee-bd7c-1894411c9b21", "roleFunctions": [], {{Members}} }""";

    private const string Members = """
        "contactTypeCode": 1, "patientId": 25937, "statusCode": 1,
        "name": { "given": "Added", "prefix": "", "suffix": "", "family": "Dependent" },
        "timeZone": "America/New_York",
        "phones": [ { "id": "7dabbbc9-931b-49aa-9917-7e80998f63e8", "use": "home", "value": "11111" } ],
        "guardians": [ { "personId": "9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101", "isAuthorized": true } ]
        """;

    private static readonly ApiError[] StaffOnly =
        [ApiError.UnknownPerson, ApiError.OnlyStaff, ApiError.RoleFunctionMissing];

    public static void DescribeGet(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Reads a person; never the password")
        .Answers(typeof(PersonRecordResponse))
        .WithAnswerExample("The demo hospital's dependent", Answer)
        .DescribesErrors(StaffOnly);

    public static void DescribeReplace(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("Replaces a person")
        .WithDescription(
            "What is left out is taken away, but for the password, which stays. A new password ends the person's"
            + " sessions. All of it counts within a second.")
        .TakesBody(typeof(PersonRecord), PersonRecordValidator.WithoutId)
        .WithExample("The demo hospital's dependent", _ => Example)
        .Answers(typeof(PersonRecordResponse))
        .WithAnswerExample("The demo hospital's dependent", Answer)
        .DescribesErrors(
        [
            ApiError.Invalid("patientId is another person's"),
            ApiError.Invalid("email is another person's of the same user type"),
            ApiError.Unknown("guardians names a person who does not exist"),
            ApiError.Invalid($"contactTypeCode {ImportFaults.ContactTypeInUse}"),
            .. StaffOnly,
        ]);

    public static void DescribeAuthorizedPatients(this IEndpointConventionBuilder endpoint) => endpoint
        .WithSummary("The patients for whom the caller may act, the caller first")
        .Answers(typeof(Listing<AuthorizedPatientResponse>))
        .WithAnswerExample("The demo hospital's guardian alone", """
            {
              "data": [ { "patientId": 25936, "person": {
                "id": "9f0c6a4e-2f55-4b43-8f0b-0d8d5a3c1101", "name": { "given": "Grace", "family": "Guardian" },
                "providerId": 126, "statusCode": 1, "contactTypeCode": 1, "phones": [] } } ],
              "total": 1
            }
            """)
        .DescribesErrors(ApiError.OnlyPatients);
}
