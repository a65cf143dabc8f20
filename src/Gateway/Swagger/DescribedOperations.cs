using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Scheduling.Gateway.Http;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Scheduling.Gateway.Swagger;

/// <summary>Writes down what endpoints say of themselves (see <see cref="EndpointDescriptions"/>).</summary>
internal sealed class DescribedOperations(IServiceProvider services) : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var isApi = context.ApiDescription.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        var needsToken = isApi && !metadata.OfType<NoToken>().Any();
        if (needsToken)
        {
            var token = new OpenApiSecuritySchemeReference(SwaggerSetup.Bearer, context.Document);
            operation.Security = [new OpenApiSecurityRequirement { [token] = [] }];
        }

        var body = metadata.OfType<BodyDescription>().LastOrDefault();
        if (body is not null)
        {
            operation.RequestBody = Body(body, metadata.OfType<BodyExample>(), context);
        }

        DescribeParameters(operation, metadata.OfType<HeaderDescription>());
        AddQuery(operation, metadata.OfType<QueryDescription>());
        var answer = metadata.OfType<AnswerDescription>().LastOrDefault();
        if (isApi || answer is not null)
        {
            operation.Responses = [];
            AddAnswer(operation.Responses, answer, needsToken, context);
            AddAnswerExamples(operation.Responses, metadata.OfType<AnswerExample>());
            ErrorResponses.Add(
                operation.Responses,
                context,
                needsToken ? ErrorResponses.OfTokens : [],
                body is null ? [] : ErrorResponses.OfBodies(FirstRequired(operation.RequestBody!)),
                isApi ? ErrorResponses.OfEvery : []);
        }
    }

    /// <summary>The member whose absence is told first; nothing where none has to be there.</summary>
    private static string? FirstRequired(IOpenApiRequestBody body) =>
        body.Content![Json].Schema?.Required?.FirstOrDefault();

    private OpenApiRequestBody Body(
        BodyDescription body, IEnumerable<BodyExample> examples, OperationFilterContext context) => new()
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [Json] = new OpenApiMediaType
                {
                    Schema = RequestSchemas.Describes(body.Type)
                    ? new RequestSchemas(services).Of(body.Type, body.Rules)
                    : context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository),
                    Examples = examples.ToDictionary(
                    example => example.Name,
                    example => (IOpenApiExample)new OpenApiExample { Value = JsonNode.Parse(example.Json(services)) }),
                },
            },
        };

    /// <summary>Path ids are guids; lists are sent with commas.</summary>
    private static void DescribeParameters(OpenApiOperation operation, IEnumerable<HeaderDescription> headers)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter is { In: ParameterLocation.Path, Schema: OpenApiSchema { Type: JsonSchemaType.String } id })
            {
                id.Format = "uuid";
            }
            else if (parameter.In == ParameterLocation.Query && parameter.Schema is { Type: { } type }
                && type.HasFlag(JsonSchemaType.Array))
            {
                parameter.Style = ParameterStyle.Form;
                parameter.Explode = false;
            }
        }

        foreach (var header in headers)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static void AddQuery(OpenApiOperation operation, IEnumerable<QueryDescription> query)
    {
        foreach (var parameter in query)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Examples = parameter.Example is null ? null : new Dictionary<string, IOpenApiExample>
                {
                    // The first one is what the page fills in: nothing.
                    ["nothing"] = new OpenApiExample { Value = "" },
                    [parameter.Example] = new OpenApiExample { Value = parameter.Example },
                },
            });
        }
    }

    private static void AddAnswerExamples(OpenApiResponses responses, IEnumerable<AnswerExample> examples)
    {
        foreach (var example in examples)
        {
            var json = (OpenApiMediaType)responses["200"].Content![Json];
            json.Examples ??= new Dictionary<string, IOpenApiExample>();
            json.Examples[example.Name] = new OpenApiExample { Value = JsonNode.Parse(example.Json) };
        }
    }

    private static void AddAnswer(
        OpenApiResponses responses, AnswerDescription? answer, bool isLimited, OperationFilterContext context)
    {
        var response = new OpenApiResponse { Description = "OK" };
        if (answer?.Type is { } type)
        {
            var schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
            var json = new OpenApiMediaType { Schema = schema };
            response.Content = new Dictionary<string, IOpenApiMediaType> { [Json] = json };
        }

        if (answer?.HasVersion == true)
        {
            var text = new OpenApiSchema { Type = JsonSchemaType.String };
            var etag = new OpenApiHeader { Description = "For If-Match.", Schema = text };
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = etag };
        }

        if (isLimited)
        {
            ErrorResponses.AddLimits(response.Headers ??= new Dictionary<string, IOpenApiHeader>());
        }

        responses["200"] = response;
    }
}
