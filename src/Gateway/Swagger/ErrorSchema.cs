using Microsoft.OpenApi;

namespace Scheduling.Gateway.Swagger;

/// <summary>The one form of all errors.</summary>
internal static class ErrorSchema
{
    public static OpenApiSchema Create() => Object(
        ["responseCode", "message", "spCallResult"],
        ("responseCode", Of(JsonSchemaType.Integer)),
        ("message", Of(JsonSchemaType.String)),
        ("errors", new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong with which member, all at once.",
            AdditionalProperties = Array(Of(JsonSchemaType.String)),
        }),
        ("alternatives", Array(Object(
            ["startTime", "endTime"],
            ("startTime", Of(JsonSchemaType.String)),
            ("endTime", Of(JsonSchemaType.String))))),
        ("appointments", Array(new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = "uuid",
            Description = "Live appointments that stand in the way of a block's change.",
        })),
        ("holds", Array(new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" })),
        ("spCallResult", Object(
            ["DbName", "Result", "Duration", "ErrorCode", "Error", "ExErrorCode", "ExError"],
            ("DbName", Of(JsonSchemaType.String)),
            ("Result", Of(JsonSchemaType.String)),
            ("Duration", new OpenApiSchema { Type = JsonSchemaType.Number, Description = "Milliseconds." }),
            ("ErrorCode", Of(JsonSchemaType.Integer)),
            ("Error", Of(JsonSchemaType.String)),
            ("ExErrorCode", Of(JsonSchemaType.Integer)),
            ("ExError", Of(JsonSchemaType.String)))));

    private static OpenApiSchema Of(JsonSchemaType type) => new() { Type = type };

    private static OpenApiSchema Array(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Object(
        string[] required, params (string Name, OpenApiSchema Schema)[] members) => new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(required),
            Properties = members.ToDictionary(member => member.Name, member => (IOpenApiSchema)member.Schema),
        };
}
