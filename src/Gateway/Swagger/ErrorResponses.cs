using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Scheduling.Gateway.Admission;
using Scheduling.Gateway.Http;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Scheduling.Gateway.Swagger;

/// <summary>
/// How an endpoint may fail: its own errors and those of all, by status, each with the body that it has.
/// </summary>
internal static class ErrorResponses
{
    private const string Json = "application/json";
    private const string SchemaId = "Error";

    public static readonly ApiError[] OfTokens = [ApiError.TokenInvalid];

    public static readonly ApiError[] OfEvery =
    [
        ApiError.TooManyRequests(TimeSpan.FromSeconds(1)),
        ApiError.OutcomeUnknown,
        ApiError.Overloaded,
        ApiError.TimedOut,
    ];

    /// <param name="firstRequired">A member of the body that has to be there; nothing: none has to.</param>
    public static ApiError[] OfBodies(string? firstRequired) =>
    [
        .. firstRequired is null ? [] : new[] { Missing(firstRequired) },
        ApiError.Invalid("The body is malformed JSON"),
        ApiError.BodyTooLarge,
        ApiError.NotJson,
    ];

    /// <summary>The endpoint's own errors, and those that it shares with others.</summary>
    public static void Add(
        OpenApiResponses responses, OperationFilterContext context, params IEnumerable<IEnumerable<ApiError>> shared)
    {
        var own = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<ErrorDescription>()
            .SelectMany(description => description.Errors);
        var all = own.Concat(shared.SelectMany(errors => errors));
        foreach (var status in all.GroupBy(error => error.Status).OrderBy(group => group.Key))
        {
            responses[$"{status.Key}"] = Response([.. status.DistinctBy(error => error.Message)], Schema(context));
        }
    }

    private static ApiError Missing(string member) => ApiError.Invalid(
        $"{member} is required", new Dictionary<string, string[]> { [member] = [$"{member} is required"] });

    private static OpenApiResponse Response(IReadOnlyList<ApiError> errors, IOpenApiSchema schema) => new()
    {
        Description = string.Join(" · ", errors.Select(error => error.Message)),
        Headers = Headers(errors[0]),
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [Json] = new OpenApiMediaType
            {
                Schema = schema,
                Examples = errors.ToDictionary(
                    error => error.Message, error => (IOpenApiExample)new OpenApiExample { Value = Example(error) }),
            },
        },
    };

    private static Dictionary<string, IOpenApiHeader> Headers(ApiError error)
    {
        var headers = new Dictionary<string, IOpenApiHeader>();
        if (error.RetryAfter is not null)
        {
            headers["Retry-After"] = Header(JsonSchemaType.Integer, "Seconds.");
        }

        if (error.Status == 429)
        {
            AddLimits(headers);
        }

        if (error.Authenticate is not null)
        {
            headers["WWW-Authenticate"] = Header(
                JsonSchemaType.String, "error=invalid_token where a new login helps, else insufficient_scope.");
        }

        return headers;
    }

    /// <summary>What every answer to a token says where limits are configured.</summary>
    public static void AddLimits(IDictionary<string, IOpenApiHeader> headers)
    {
        headers[RateLimits.PolicyHeader] = Header(
            JsonSchemaType.String, "The limits where some are configured, like \"caller\";q=100;w=60: 100 in 60 seconds.");
        headers[RateLimits.LeftHeader] = Header(
            JsonSchemaType.String, "What is left of them, like \"caller\";r=42; t: seconds until there is some again.");
    }

    private static OpenApiHeader Header(JsonSchemaType type, string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };

    private static JsonNode Example(ApiError error) =>
        JsonNode.Parse(ApiErrorWriter.ToJson(error, "Scheduling", TimeSpan.FromMilliseconds(0.41)))!;

    private static OpenApiSchemaReference Schema(OperationFilterContext context)
    {
        if (!context.SchemaRepository.Schemas.ContainsKey(SchemaId))
        {
            context.SchemaRepository.AddDefinition(SchemaId, ErrorSchema.Create());
        }

        return new OpenApiSchemaReference(SchemaId, context.Document);
    }
}
