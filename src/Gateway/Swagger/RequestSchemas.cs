using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;
using Scheduling.Gateway.Http;

namespace Scheduling.Gateway.Swagger;

/// <summary>
/// The schema of a request: its members from the type, what they may be from the validator's rules. One per endpoint,
/// because the same request has other rules behind another door; rules that the endpoint does not name are looked up
/// among the services.
/// </summary>
internal sealed class RequestSchemas(IServiceProvider services)
{
    private const string TimeForm =
        "yyyy-MM-ddTHH:mm[:ss] by the clocks of the caller's zone; with Z or ±hh:mm behind it, that instant.";

    /// <summary>Whether the type is written with <see cref="Field{T}"/>; any other one describes itself.</summary>
    public static bool Describes(Type type) =>
        type.GetProperties().Any(property => ValueOf(property.PropertyType) is not null);

    public OpenApiSchema Of(Type type, IValidator? rules)
    {
        rules ??= services.GetService(typeof(IValidator<>).MakeGenericType(type)) as IValidator;
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
        };
        foreach (var property in type.GetProperties())
        {
            if (ValueOf(property.PropertyType) is { } value)
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                var found = RulesOf(rules, property.Name);
                schema.Properties[name] = Member(value, [.. found.Select(rule => rule.Rule)]);
                if (found.Any(rule => rule is { Always: true, Rule: INotNullValidator }))
                {
                    schema.Required.Add(name);
                }
            }
        }

        return schema;
    }

    private static Type? ValueOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Field<>) ? type.GetGenericArguments()[0] : null;

    private static List<(IPropertyValidator Rule, bool Always)> RulesOf(IValidator? rules, string member) =>
        [.. (rules?.CreateDescriptor().Rules ?? [])
            .Where(rule => rule.PropertyName == member)
            .SelectMany(rule => rule.Components.Select(
                part => (part.Validator, !rule.HasCondition && !part.HasCondition)))];

    private OpenApiSchema Member(Type type, ImmutableArray<IPropertyValidator> rules)
    {
        var schema = Kind(type, rules.OfType<INestedRules>().FirstOrDefault()?.Nested);
        foreach (var rule in rules)
        {
            Restrict(schema, rule);
        }

        return schema;
    }

    private OpenApiSchema Kind(Type type, IValidator? nested) => type switch
    {
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(string) => new() { Type = JsonSchemaType.String },
        _ when type == typeof(Guid) => new() { Type = JsonSchemaType.String, Format = "uuid" },
        _ when type == typeof(JsonNumber) => new() { Type = JsonSchemaType.Number },
        _ when type == typeof(NumberOrText) => new()
        {
            OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Integer },
                new OpenApiSchema { Type = JsonSchemaType.String },
            ],
        },
        _ when type == typeof(RequestTime) => new()
        {
            Type = JsonSchemaType.String,
            Description = TimeForm,
        },
        _ when type.IsGenericType => new()
        {
            Type = JsonSchemaType.Array,
            Items = Kind(ValueOf(type.GetGenericArguments()[0]) ?? type.GetGenericArguments()[0], nested),
        },
        _ => Of(type, nested),
    };

    private static void Restrict(OpenApiSchema schema, IPropertyValidator rule)
    {
        switch (rule)
        {
            case ILengthValidator text:
                schema.MaxLength = text.Max;
                break;
            case IBetweenValidator range:
                schema.Minimum = Convert.ToString(range.From, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.To, CultureInfo.InvariantCulture);
                break;
            case ICodeRule codes:
                schema.Enum = [.. codes.Codes.Select(code => (JsonNode)code)];
                break;
            case IAmountRule:
                schema.Minimum = "0";
                break;
            case IArrayRule array:
                schema.MaxItems = array.Most;
                break;
        }
    }
}
